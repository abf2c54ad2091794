"""Before a first second step: a code to one's own address, for a password alone may be somebody else's by now (A6)."""

from __future__ import annotations

from typing import cast

from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.joining.proving import Answer
from carepost.actions.people.failing import note_failure_of
from carepost.actions.people.own_codes import bring_own_code, own_code_of, own_code_was_lost, send_own_code
from carepost.domain.identity.models import Person
from carepost.doors.web.errors import refusal
from carepost.doors.web.gates.signing_in import SHOW_ADDRESS, has_second_step
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenters.showing_address import ShowAddressPage
from carepost.doors.web.presenting.joining import LOST
from carepost.doors.web.render import answer
from carepost.doors.web.sign_on.texts import WRONG
from carepost.doors.web.sitting.here import sitting_of

NEXT = "mfa_activate_totp"


def show(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    if has_second_step(request):
        return redirect("/")
    if request.method != "POST":
        return _page(request, person)
    if "send" in request.POST:
        return _sent(request, person)
    return _brought(request, person)


def _sent(request: HttpRequest, person: Person) -> HttpResponse:
    """Where no mail about accounts can be sent, an operator's code is the only way: it may not be thrown away here."""
    if not _sends_mail():
        return _page(request, person)
    if not consume(request, action="own_code", key=str(person.id)):
        return refusal(request, 429)
    send_own_code(person=person)
    return redirect(reverse(SHOW_ADDRESS))


def _brought(request: HttpRequest, person: Person) -> HttpResponse:
    """Tries are counted for the person as wrong passwords are, over all codes."""
    if not consume(request, action="login_failed", key=f"address-{person.id}"):
        note_failure_of(person_id=person.id, stopped=True)
        return refusal(request, 429)
    said = bring_own_code(sitting=sitting_of(request), typed=request.POST.get("code", ""))
    if said is Answer.RIGHT:
        return redirect(reverse(NEXT))
    return _page(request, person, FieldError(field="code", text=WRONG[said]))


def _page(request: HttpRequest, person: Person, *errors: FieldError) -> HttpResponse:
    code, sends = own_code_of(person.id), _sends_mail()
    page = ShowAddressPage(
        address=person.email,
        url=reverse(SHOW_ADDRESS),
        sends_mail=sends,
        sent=code is not None and code.notice_id is not None,
        lost=LOST if code is not None and own_code_was_lost(code) else "",
        errors=errors,
    )
    return answer(request, None, page, status=422 if errors else 200)


def _sends_mail() -> bool:
    return bool(settings.INSTANCE.account_mail_host and settings.INSTANCE.account_mail_from)
