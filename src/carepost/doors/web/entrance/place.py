"""The practice somebody acts for: found on the way in, held while they change something, chosen, and gone."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.people.sitting import keep_idle_minutes
from carepost.actions.platform.places import place_at_platform
from carepost.domain.identity.models import Person
from carepost.domain.organisations.people import gone_from, hold_place, hoped_for, places_of
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.errors import refusal
from carepost.doors.web.presenting.no_place import ELSEWHERE, no_place_page
from carepost.doors.web.sitting.by_itself import by_itself
from carepost.doors.web.sitting.here import sitting_of
from carepost.doors.web.sitting.locked import CHOSEN
from carepost.doors.web.sitting.noticing import notice_at_work

from .view import MemberRequest


def let_in(request: HttpRequest) -> HttpResponse | None:
    """Put the member on the request; a page for those whose place is gone."""
    person = cast(Person, request.user)
    with acting_for(None, person.id):
        places = places_of(person.id)
    chosen = request.session.get(CHOSEN)
    here = [place for place in places if chosen in (None, str(place.practice_id))]
    if not here:
        return no_place(request, others=bool(places))
    if chosen is None:
        request.session[CHOSEN] = str(here[0].practice_id)
    keep_idle_minutes(sitting=sitting_of(request), places=places)
    notice_at_work(request, here[0])
    member = cast(MemberRequest, request)
    member.membership, member.actor, member.places = here[0], here[0].as_actor(), places
    return None


def holds_place(member: MemberRequest) -> bool:
    """The place may have ended, or its role have changed, since it was looked up."""
    if not hold_place(member.membership):
        return False
    member.actor = member.membership.as_actor()
    return True


def no_place(request: HttpRequest, *, others: bool) -> HttpResponse:
    """Whoever works elsewhere too may go on there, whoever waits is told so; everybody else is signed out, and told
    whom to ask."""
    if by_itself(request):
        return refusal(request, 403)
    person_id = cast(Person, request.user).id
    if others:
        del request.session[CHOSEN]
        return refusal(request, 403, ELSEWHERE)
    if _waits(request):
        return redirect(reverse("join-waiting"))
    if place_at_platform(person_id=person_id):
        return redirect(reverse("platform"))
    with acting_for(None, person_id):
        gone = gone_from(person_id)
    logout(request)
    return refusal(request, 403, no_place_page(gone))


def _waits(request: HttpRequest) -> bool:
    """For approval, somewhere; or has to read why not."""
    person = cast(Person, request.user)
    with acting_for(None, person.id):
        return bool(hoped_for(person.id))


def choose(request: MemberRequest, practice_id: UUID) -> bool:
    """Act for another of one's practices from now on; False if there is no such place."""
    if practice_id not in {place.practice_id for place in request.places}:
        return False
    request.session[CHOSEN] = str(practice_id)
    return True
