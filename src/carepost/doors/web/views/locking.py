"""Locking a page that is left alone, and coming back to it."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.people.proving import Proof
from carepost.actions.people.sitting import fail_to_unlock, lock_sitting, unlock_sitting
from carepost.domain.identity.models import Person
from carepost.doors.web.presenters.parts import FieldError, PostAction
from carepost.doors.web.presenters.proving import ProvePage
from carepost.doors.web.render import answer
from carepost.doors.web.sitting.asking import TOO_MANY, WRONG, judged, remember, way_on
from carepost.doors.web.sitting.here import sitting_of

TOO_OFTEN = "There were too many wrong tries to unlock it, so the page was closed. Sign in again."
SOMEBODY_ELSE = PostAction(
    label="Sign in as somebody else", url="/accounts/logout/", fields=(("next", "/accounts/login/"),)
)


def lock(request: HttpRequest) -> HttpResponse:
    """One key, or one press."""
    lock_sitting(sitting=sitting_of(request))
    return redirect(f"{reverse('locked')}?{urlencode({'next': way_on(request)})}")


def locked(request: HttpRequest) -> HttpResponse:
    """The page of a locked sitting; its POST unlocks."""
    if sitting_of(request).locked_at is None:
        return redirect(way_on(request))
    if request.method != "POST":
        return _ask(request)
    proof, error = judged(request)
    if proof is Proof.NONE:
        return _missed(request, error)
    unlock_sitting(sitting=sitting_of(request), proved=proof is Proof.WHOLE)
    if proof is Proof.WHOLE:
        remember(request)
    return redirect(f"{reverse('kept')}?{urlencode({'next': way_on(request)})}")


def _missed(request: HttpRequest, error: FieldError | None) -> HttpResponse:
    if error in (WRONG, TOO_MANY) and fail_to_unlock(sitting=sitting_of(request)):
        logout(request)
        messages.error(request, TOO_OFTEN)
        return redirect("account_login")
    return _ask(request, error)


def _ask(request: HttpRequest, error: FieldError | None = None) -> HttpResponse:
    person = cast(Person, request.user)
    page = ProvePage(
        title="Locked",
        lead=f"{person.get_full_name()} is signed in here. What you were doing is kept.",
        url=reverse("locked"),
        button="Unlock",
        next=way_on(request),
        code_hint="6 figures from your authenticator app",
        or_else="Or your password instead of the code",
        errors=(error,) if error else (),
        locked=True,
        others=(SOMEBODY_ELSE,),
    )
    return answer(request, None, page, 422 if error else 200)
