"""Locking a page that is left alone, and coming back to it."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.people.kept import let_drafts_go
from carepost.actions.people.proving import Proof
from carepost.actions.people.sitting import fail_to_unlock, lock_sitting, unlock_sitting
from carepost.domain.identity.models import Person
from carepost.doors.web.presenters.parts import FieldError, Link, PostAction
from carepost.doors.web.presenters.proving import ProvePage
from carepost.doors.web.render import answer
from carepost.doors.web.sitting.asking import TOO_MANY, WRONG, came_from, judged, remember, way_on
from carepost.doors.web.sitting.device import device_of
from carepost.doors.web.sitting.here import sitting_of
from carepost.doors.web.sitting.keys import options_for
from carepost.doors.web.sitting.locked import CHOSEN, asks_for_json, keep_draft

TOO_OFTEN = "There were too many wrong tries to unlock it, so the page was closed. Sign in again."
SWITCH = Link(label="Switch person", url="/accounts/switch/")
SOMEBODY_ELSE = PostAction(
    label="Sign in as somebody else", url="/accounts/logout/", fields=(("next", "/accounts/login/"),)
)


def lock(request: HttpRequest) -> HttpResponse:
    """One key, or one press. What was being written comes along with it."""
    keep_draft(request)
    lock_sitting(sitting=sitting_of(request))
    if asks_for_json(request):
        return HttpResponse(status=204)
    return redirect(f"{reverse('locked')}?{urlencode({'next': came_from(request)})}")


def here(request: HttpRequest) -> HttpResponse:
    """A page says that somebody is typing; a locked one would have been told so."""
    return HttpResponse(status=204)


def locked(request: HttpRequest) -> HttpResponse:
    """The page of a locked sitting; its POST unlocks."""
    if sitting_of(request).locked_at is None:
        return JsonResponse({"open": True}) if asks_for_json(request) else redirect(way_on(request))
    if request.method != "POST":
        return _options(request) if asks_for_json(request) else _ask(request)
    proof, error = judged(request)
    if proof is Proof.NONE:
        return _missed(request, error)
    since = sitting_of(request).locked_at
    unlock_sitting(sitting=sitting_of(request), proved=proof is Proof.WHOLE)
    if proof is Proof.WHOLE:
        remember(request)
    if asks_for_json(request):
        return _uncovered(request, since)
    return redirect(f"{reverse('kept')}?{urlencode({'next': way_on(request)})}")


def _missed(request: HttpRequest, error: FieldError | None) -> HttpResponse:
    if error in (WRONG, TOO_MANY) and fail_to_unlock(sitting=sitting_of(request)):
        logout(request)
        messages.error(request, TOO_OFTEN)
        return redirect("account_login")
    if asks_for_json(request):
        return JsonResponse({"said": error.text if error else ""}, status=422)
    return _ask(request, error)


def _uncovered(request: HttpRequest, since: datetime | None) -> HttpResponse:
    """The page was only covered: what was kept of it in case is on the screen again."""
    if since is not None and CHOSEN in request.session:
        person_id = cast(Person, request.user).id
        let_drafts_go(person_id=person_id, practice_id=UUID(request.session[CHOSEN]), since=since)
    return JsonResponse({"open": True})


def _options(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"options": options_for(cast(Person, request.user))})


def _ask(request: HttpRequest, error: FieldError | None = None) -> HttpResponse:
    person = cast(Person, request.user)
    page = ProvePage(
        title="Locked",
        lead=f"{person.get_full_name()} is signed in here. What you were doing is kept.",
        url=reverse("locked"),
        button="Unlock",
        next=way_on(request),
        key=options_for(person),
        code_hint="6 figures from your authenticator app",
        or_else="Or your password instead of the code",
        errors=(error,) if error else (),
        locked=True,
        others=(SOMEBODY_ELSE,),
        switch=SWITCH if device_of(request) else None,
    )
    return answer(request, None, page, 422 if error else 200)
