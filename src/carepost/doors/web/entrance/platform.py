"""The way in for people of the platform."""

from __future__ import annotations

from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse

from carepost.actions.permissions import check_platform
from carepost.actions.platform.places import actor_at, place_at_platform
from carepost.domain.identity.models import Person
from carepost.domain.organisations.people import everywhere_of
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.errors import refusal
from carepost.doors.web.gates.order import turned_away
from carepost.doors.web.gates.proving import ask_again

from .view import Check, Entered, PlatformRequest, View, kept_private, marked, not_this_way


def for_platform(
    view: View, *, may: Check = check_platform, methods: tuple[str, ...] = ("GET",), fresh: bool = False
) -> Entered:
    """The view, for people of the platform; for nobody who works at a practice."""

    @wraps(view)
    def entered(request: HttpRequest, **address: object) -> HttpResponse:
        refused = not_this_way(request, methods) or turned_away(request)
        if refused is not None:
            return refused
        person = cast(Person, request.user)
        place = place_at_platform(person_id=person.id)
        if place is None or _works_somewhere(person):
            return refusal(request, 403)
        theirs = cast(PlatformRequest, request)
        theirs.actor = actor_at(place)
        with acting_for(None, person.id):
            may(theirs.actor)
            response = (ask_again(request) if fresh else None) or view(theirs, **address)
        return kept_private(response)

    return marked(entered, may)


def _works_somewhere(person: Person) -> bool:
    """Whoever sees patients anywhere is nobody of the platform."""
    with acting_for(None, person.id):
        return bool(everywhere_of(person.id))
