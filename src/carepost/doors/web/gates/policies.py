"""No work until the policies in force are accepted (A4)."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.domain.identity.models import Person
from carepost.domain.identity.policies import to_accept

from .signing_in import OWN_TEXTS, SHOW_ADDRESS

PAGE = "own-policies"
BEFORE = {PAGE, SHOW_ADDRESS, OWN_TEXTS}
"""Where people go who cannot have accepted anything yet."""


def policies_accepted(request: HttpRequest) -> HttpResponse | None:
    """Off to read them, and back here. What was being written when a new version came is let through once more, so
    that nothing is lost: it is asked for with the next page."""
    match, person = request.resolver_match, cast(Person, request.user)
    if match is not None and match.url_name in BEFORE:
        return None
    if not to_accept(person.id) or _was_at_work(request, person):
        return None
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    return redirect(f"{reverse(PAGE)}?{urlencode({'next': request.get_full_path()})}")


def _was_at_work(request: HttpRequest, person: Person) -> bool:
    """Posting, and having accepted an earlier version of something."""
    return request.method == "POST" and person.acceptances.exists()
