"""One's own account, and asking for another name, address or telephone."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from carepost.actions.details.asking import ask_for_address, ask_for_name, ask_for_telephone, take_back
from carepost.actions.details.look import own_account, own_change
from carepost.actions.details.now import Detail, Name, name_of
from carepost.actions.details.proving import bring_code, send_again
from carepost.actions.joining.proving import Answer
from carepost.actions.people.failing import note_failure_of
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import DetailChange, Membership
from carepost.domain.organisations.people import places_of
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.errors import refusal
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenting.own_account import account_page, ask_page, code_page
from carepost.doors.web.render import answer
from carepost.doors.web.sign_on.texts import WRONG
from carepost.doors.web.sitting.locked import CHOSEN
from carepost.ground.kernel import EmailAddress, NotFound, PhoneNumber, Refused

LONGEST = {"title": 20, "email": 254, "telephone": 30}
NAME = ("title", "given_name", "family_name", "known_as")


def show(request: HttpRequest) -> HttpResponse:
    return answer(request, None, account_page(own_account(person=_person(request))))


def ask(request: HttpRequest, detail: str) -> HttpResponse:
    """The form, and what comes of it. Each asking is a mail, so how often is counted."""
    if detail not in Detail.values:
        raise NotFound("There is nothing of that kind to change.")
    person = _person(request)
    places = _places(person)
    chosen = _chosen(request, places)
    if request.method != "POST":
        return answer(request, None, ask_page(detail, places, chosen, name_of(person).as_parts))
    if not consume(request, action="own_code", key=f"details-{person.id}"):
        return refusal(request, 429)
    typed = {
        name: " ".join(str(value).split())[: LONGEST.get(name, 100)] for name, value in request.POST.items()
    }
    try:
        change = _asked(detail, chosen, typed)
    except Refused as refused:
        field = "given_name" if detail == Detail.NAME else detail
        wrong = (FieldError(field=field, text=refused.reason),)
        page = ask_page(detail, places, chosen, typed, shared=detail == Detail.EMAIL, errors=wrong)
        return answer(request, None, page, 422)
    if not change.is_proved:
        return redirect("prove-change", change_id=change.id)
    messages.success(request, "Asked. A practice administrator decides, and we tell you.")
    return redirect("own-account")


def _asked(detail: str, place: Membership, typed: dict[str, str]) -> DetailChange:
    match Detail(detail):
        case Detail.NAME:
            return ask_for_name(place=place, name=Name(**{one: typed.get(one, "") for one in NAME}))
        case Detail.EMAIL:
            return ask_for_address(place=place, address=EmailAddress.parse(typed.get("email", "")))
        case Detail.TELEPHONE:
            return ask_for_telephone(place=place, number=PhoneNumber(typed.get("telephone", "")))


def prove(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """The code that went to the new one. Tries are counted for the person, over all codes."""
    person = _person(request)
    change = own_change(person_id=person.id, change_id=change_id)
    if change.is_proved:
        return redirect("own-account")
    if request.method != "POST":
        return answer(request, None, code_page(change))
    if "again" in request.POST:
        return _sent_again(request, person, change)
    return _brought(request, person, change)


def _sent_again(request: HttpRequest, person: Person, change: DetailChange) -> HttpResponse:
    if not consume(request, action="own_code", key=f"details-{person.id}"):
        return refusal(request, 429)
    send_again(place=change.membership, change_id=change.id)
    return redirect("prove-change", change_id=change.id)


def _brought(request: HttpRequest, person: Person, change: DetailChange) -> HttpResponse:
    if not consume(request, action="login_failed", key=f"details-{person.id}"):
        note_failure_of(person_id=person.id, stopped=True)
        return refusal(request, 429)
    said = bring_code(place=change.membership, change_id=change.id, typed=request.POST.get("code", ""))
    if said is not Answer.RIGHT:
        wrong = FieldError(field="code", text=WRONG[said])
        return answer(request, None, code_page(change, wrong), 422)
    messages.success(request, "Proved. A practice administrator decides, and we tell you.")
    return redirect("own-account")


def put_back(request: HttpRequest, change_id: UUID) -> HttpResponse:
    change = own_change(person_id=_person(request).id, change_id=change_id)
    take_back(place=change.membership, change_id=change.id)
    messages.success(request, "Taken back. Nothing has changed.")
    return redirect("own-account")


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def _places(person: Person) -> list[Membership]:
    with acting_for(None, person.id):
        places = places_of(person.id)
    if not places:
        raise NotFound("You have no place at a practice now, so nobody could decide.")
    return places


def _chosen(request: HttpRequest, places: list[Membership]) -> Membership:
    """Whose administrators decide: as chosen in the form, else where they act now."""
    wanted, here = request.POST.get("practice"), request.session.get(CHOSEN)
    if wanted:
        found = next((one for one in places if str(one.practice_id) == wanted), None)
        if found is None:
            raise NotFound("You have no place at that practice.")
        return found
    return next((one for one in places if str(one.practice_id) == here), places[0])
