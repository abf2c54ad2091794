"""No work until the policies in force are accepted (A4)."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.domain.identity.models import Person
from carepost.domain.identity.policies import have_come_since, to_accept
from carepost.doors.web.sitting.here import sitting_of

from .signing_in import OWN_TEXTS, SHOW_ADDRESS

PAGE = "own-policies"
BEFORE = {PAGE, SHOW_ADDRESS, OWN_TEXTS}
"""Where people go who cannot have accepted anything yet."""


def policies_accepted(request: HttpRequest) -> HttpResponse | None:
    """Off to read them, and back here. What was being written when a new version came is let through, so that nothing
    is lost: it is asked for with the next page."""
    match, person = request.resolver_match, cast(Person, request.user)
    if match is not None and match.url_name in BEFORE:
        return None
    waiting = to_accept(person.id)
    if not waiting or _was_at_work(request, person, waiting):
        return None
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse(PAGE)}?{urlencode({'next': back})}")


def _was_at_work(request: HttpRequest, person: Person, waiting: list[int]) -> bool:
    """Posting, having accepted an earlier version of something, and since before these came: whoever has signed in
    since has read of them."""
    if request.method != "POST" or not person.acceptances.exists():
        return False
    return have_come_since(waiting, sitting_of(request).began_at)
