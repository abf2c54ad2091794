"""What a locked page answers: nothing but how to unlock it, and what was sent to it is kept."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.people.kept import keep_form
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import KeptForm
from carepost.domain.tenancy.context import acting_for

from .typed import typed_in

LOCKED = 423
CHOSEN = "practice"
"""In the session: the practice acted for (entrance.py)."""
# Ways out, which may be taken while it is locked.
WAYS_OUT = {"account_logout"}


def shut_out(request: HttpRequest, name: str | None, *, keeps: bool) -> HttpResponse | None:
    """`keeps`: the address is of a practice's pages, and what was typed there may not be lost."""
    if name in WAYS_OUT:
        return None
    if request.headers.get("HX-Request"):
        return HttpResponse(status=LOCKED)
    if request.method == "POST" and keeps and CHOSEN in request.session:
        keep(request, UUID(request.session[CHOSEN]), KeptForm.Why.LOCKED)
    path = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse('locked')}?{urlencode({'next': path})}")


def keep(request: HttpRequest, practice_id: UUID, why: KeptForm.Why) -> UUID:
    """Keep what was posted; its id."""
    person_id = cast(Person, request.user).id
    with acting_for(practice_id, person_id):
        return keep_form(
            person_id=person_id,
            practice_id=practice_id,
            path=request.get_full_path(),
            why=why,
            typed=typed_in(request),
        )
