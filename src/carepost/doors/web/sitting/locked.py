"""What a locked page answers: nothing but how to unlock it, and what was sent to it is kept."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from carepost.actions.people.kept import keep_form
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import KeptForm
from carepost.domain.tenancy.context import acting_for

from .typed import DRAFT_PATH, typed_in

LOCKED = 423
CHOSEN = "practice"
"""In the session: the practice acted for (entrance/)."""
# Ways out, which may be taken while it is locked.
WAYS_OUT = {"account_logout", "switch-person"}


def shut_out(request: HttpRequest, name: str | None, *, keeps: bool) -> HttpResponse | None:
    """`keeps`: the address is of a practice's pages, and what was typed there may not be lost."""
    if name in WAYS_OUT:
        return None
    if request.headers.get("HX-Request") or asks_for_json(request):
        return HttpResponse(status=LOCKED)
    if keeps:
        keep_typed(request, KeptForm.Why.LOCKED)
    path = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse('locked')}?{urlencode({'next': path})}")


def asks_for_json(request: HttpRequest) -> bool:
    """A script of ours, which stays on its page."""
    return request.headers.get("Accept") == "application/json"


def keep_draft(request: HttpRequest) -> None:
    """What was being written on the page that is locked now, if it is a form of a practice's."""
    path = request.POST.get(DRAFT_PATH, "")
    try:
        view = resolve(path.partition("?")[0]).func
    except Resolver404:
        return
    if getattr(view, "keeps", False) and CHOSEN in request.session:
        keep(request, UUID(request.session[CHOSEN]), KeptForm.Why.DRAFT, path)


def keep_typed(request: HttpRequest, why: KeptForm.Why) -> bool:
    """Keep what was posted to the practice they act for; whether there was anything."""
    if request.method != "POST" or CHOSEN not in request.session:
        return False
    keep(request, UUID(request.session[CHOSEN]), why)
    return True


def keep(request: HttpRequest, practice_id: UUID, why: KeptForm.Why, path: str = "") -> UUID:
    """Keep what was posted; its id. `path` where it was not meant for here."""
    person_id = cast(Person, request.user).id
    with acting_for(practice_id, person_id):
        return keep_form(
            person_id=person_id,
            practice_id=practice_id,
            path=path or request.get_full_path(),
            why=why,
            typed=typed_in(request),
        )
