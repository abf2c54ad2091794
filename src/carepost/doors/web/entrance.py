"""The way in to every page: who is this, may they come in, and for which practice do they act."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Protocol, cast
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from carepost.actions.people.sitting import keep_idle_minutes
from carepost.actions.permissions import check_member, check_platform, check_signed_in
from carepost.actions.platform.places import actor_at, place_at_platform
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import KeptForm, Membership
from carepost.domain.organisations.people import everywhere_of, gone_from, hold_place, hoped_for, places_of
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor

from .drawn_for import elsewhere, place_drawn_for
from .errors import refusal
from .gates.order import turned_away
from .gates.proving import ask_again
from .presenting.no_place import ELSEWHERE, no_place_page
from .sitting.here import sitting_of
from .sitting.locked import CHOSEN, keep
from .sitting.noticing import notice_at_work

LOOKS = {"GET", "HEAD"}
Check = Callable[[Actor], None]
View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """A request of a member, let in: `places` are all the practices where they work, `membership` the one now."""

    actor: Actor
    membership: Membership
    places: list[Membership]


class PlatformRequest(HttpRequest):
    """A request of somebody of the platform: they act for no practice."""

    actor: Actor


class Entered(Protocol):
    """A view with a way in: it names who may come."""

    permission: Check
    keeps: bool
    """What is posted there is kept when it cannot be done yet."""
    while_locked: bool

    def __call__(self, request: HttpRequest, **address: object) -> HttpResponse: ...


def for_members(
    view: View,
    *,
    may: Check = check_member,
    methods: tuple[str, ...] = ("GET",),
    fresh: bool = False,
    wherever: bool = False,
) -> Entered:
    """The view, for members who pass `may`, inside a transaction that sees their practice and no other.

    1. through the gates (gates/order.py); 2. a place at the chosen practice, read anew each time, and for what is not
    only looking held until it is done; 3. allowed; 4. where `fresh`, who they are shown within the last five
    minutes, else asked now, and a form is kept meanwhile; 5. the view, whose work is undone if it raises.
    A form drawn for another of their practices is kept there and not done, but for one that is sent from `wherever`.
    """

    @wraps(view)
    def entered(request: HttpRequest, **address: object) -> HttpResponse:
        refused = (
            _not_this_way(request, methods)
            or turned_away(request)
            or _let_in(request)
            or (None if wherever else _of_elsewhere(request))
        )
        if refused is not None:
            return refused
        member = cast(MemberRequest, request)
        with acting_for(member.actor.practice_id, member.actor.person_id):
            if request.method not in LOOKS and not _holds_place(member):
                return _no_place(request, others=len(member.places) > 1)
            may(member.actor)
            response = (ask_again(request) if fresh else None) or view(member, **address)
        return _kept_private(response)

    return _marked(entered, may, keeps=True)


def for_people(
    view: View,
    *,
    methods: tuple[str, ...] = ("GET",),
    fresh: bool = False,
    while_locked: bool = False,
    opens_its_own: bool = False,
) -> Entered:
    """The view, for anybody through the gates, with a place or waiting for one: their own account.

    What is typed there may be a password or a code, so it is never kept; where `fresh`, they come back to the page.
    `opens_its_own`: the view opens its transactions itself, because its work is not undone with what comes after.
    """

    @wraps(view)
    def entered(request: HttpRequest, **address: object) -> HttpResponse:
        refused = (
            _not_this_way(request, methods) or turned_away(request) or (ask_again(request) if fresh else None)
        )
        if refused is not None:
            return refused
        with nullcontext() if opens_its_own else acting_for(None, cast(Person, request.user).id):
            return _kept_private(view(request, **address))

    return _marked(entered, check_signed_in, while_locked=while_locked)


def for_platform(
    view: View, *, may: Check = check_platform, methods: tuple[str, ...] = ("GET",), fresh: bool = False
) -> Entered:
    """The view, for people of the platform; for nobody who works at a practice."""

    @wraps(view)
    def entered(request: HttpRequest, **address: object) -> HttpResponse:
        refused = _not_this_way(request, methods) or turned_away(request)
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
        return _kept_private(response)

    return _marked(entered, may)


def _marked(entered: View, may: Check, *, keeps: bool = False, while_locked: bool = False) -> Entered:
    """With what the gates and the tests ask of a way in."""
    found = cast(Entered, entered)
    found.permission, found.keeps, found.while_locked = may, keeps, while_locked
    return found


def _not_this_way(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse | None:
    if request.method in (*methods, "HEAD" if "GET" in methods else ""):
        return None
    return HttpResponseNotAllowed(methods)


def _works_somewhere(person: Person) -> bool:
    """Whoever sees patients anywhere is nobody of the platform."""
    with acting_for(None, person.id):
        return bool(everywhere_of(person.id))


def _kept_private(response: HttpResponse) -> HttpResponse:
    """The next person at this PC must not find it by pressing Back."""
    if "Cache-Control" not in response:
        patch_cache_control(response, no_store=True, private=True)
    return response


def _let_in(request: HttpRequest) -> HttpResponse | None:
    """Put the member on the request; a page for those whose place is gone."""
    person = cast(Person, request.user)
    with acting_for(None, person.id):
        places = places_of(person.id)
    chosen = request.session.get(CHOSEN)
    here = [place for place in places if chosen in (None, str(place.practice_id))]
    if not here:
        return _no_place(request, others=bool(places))
    if chosen is None:
        request.session[CHOSEN] = str(here[0].practice_id)
    keep_idle_minutes(sitting=sitting_of(request), places=places)
    notice_at_work(request, here[0])
    member = cast(MemberRequest, request)
    member.membership, member.actor, member.places = here[0], here[0].as_actor(), places
    return None


def _of_elsewhere(request: HttpRequest) -> HttpResponse | None:
    """None where what was sent was written on a page of the practice they are at."""
    member = cast(MemberRequest, request)
    if request.method in LOOKS:
        return None
    form_of = place_drawn_for(request, member.membership, member.places)
    if form_of is None:
        return None
    keep(request, form_of.practice_id, KeptForm.Why.ELSEWHERE)
    return refusal(request, 409, elsewhere(form_of, member.membership, reverse("switch")))


def _holds_place(member: MemberRequest) -> bool:
    """The place may have ended, or its role have changed, since it was looked up."""
    if not hold_place(member.membership):
        return False
    member.actor = member.membership.as_actor()
    return True


def _no_place(request: HttpRequest, *, others: bool) -> HttpResponse:
    """Whoever works elsewhere too may go on there, whoever waits is told so; everybody else is signed out, and told
    whom to ask."""
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
