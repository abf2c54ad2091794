"""One's own telephone as second step: set up and stopped."""

from __future__ import annotations

from typing import cast

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.joining.proving import Answer
from carepost.actions.people import own_texts
from carepost.actions.people.failing import note_failure_of
from carepost.actions.people.sitting import end_other_sittings
from carepost.actions.people.texts import why_not
from carepost.domain.identity.models import Person
from carepost.domain.identity.second_steps import is_setting_up
from carepost.doors.web import toasts
from carepost.doors.web.errors import refusal
from carepost.doors.web.gates.proving import ask_again
from carepost.doors.web.gates.signing_in import OWN_TEXTS
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenting.texts import own_texts_page
from carepost.doors.web.render import answer
from carepost.doors.web.sign_on.texts import WRONG
from carepost.doors.web.sitting.here import sitting_of
from carepost.ground.kernel import Conflict, Refused


def show(request: HttpRequest) -> HttpResponse:
    """GET shows. POST does one of four things; who changes how they sign in shows first that it is they."""
    if not is_setting_up(sitting_of(request)) and (asked := ask_again(request)) is not None:
        return asked
    person = cast(Person, request.user)
    if request.method != "POST":
        return _page(request, person)
    do = {"number": _number, "send": _send, "use": _use, "stop": _stop}.get(request.POST.get("do", ""), _page)
    try:
        return do(request, person)
    except (Refused, Conflict) as error:
        return _page(request, person, FieldError(field=_field(request), text=error.reason))


def _number(request: HttpRequest, person: Person) -> HttpResponse:
    own_texts.give_number(person=person, typed=request.POST.get("number", ""))
    return _send(request, person)


def _send(request: HttpRequest, person: Person) -> HttpResponse:
    if why_not(person.id):
        return _page(request, person)
    if not consume(request, action="text_code", key=str(person.id)):
        return refusal(request, 429)
    own_texts.send_code_to_own(person=person)
    return redirect(OWN_TEXTS)


def _use(request: HttpRequest, person: Person) -> HttpResponse:
    """Tries are counted for the person as wrong passwords are, over all codes."""
    if not consume(request, action="login_failed", key=f"text-{person.id}"):
        note_failure_of(person_id=person.id, stopped=True)
        return refusal(request, 429)
    sitting = sitting_of(request)
    first = is_setting_up(sitting)
    said = own_texts.choose_texts(sitting=sitting, person=person, typed=request.POST.get("code", ""))
    if said is not Answer.RIGHT:
        return _page(request, person, FieldError(field="code", text=WRONG[said]))
    if first:
        end_other_sittings(sitting=sitting)
    return redirect("mfa_view_recovery_codes")


def _stop(request: HttpRequest, person: Person) -> HttpResponse:
    own_texts.stop_texts(person_id=person.id)
    toasts.leave(request, "No codes are sent to your telephone any more.")
    return redirect(reverse("mfa_index"))


def _page(request: HttpRequest, person: Person, *errors: FieldError) -> HttpResponse:
    page = own_texts_page(person, why_not(person.id), errors)
    return answer(request, None, page, status=422 if errors else 200)


def _field(request: HttpRequest) -> str:
    return "number" if request.POST.get("do") == "number" else ""
