"""Where no administrator is at work, two members make a colleague one, for 7 days, and everybody sees it (A8).

Never while an administrator is at work: nobody goes round them. Neither of the two becomes administrator; one of them
is a clinical lead or IG lead, who answer for patients' safety and for the records, and whom the practice chose for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from carepost.actions.people.alarm import alarm
from carepost.actions.permissions import check_administrator, check_colleague, check_member, check_system
from carepost.actions.policies.administrators import (
    check_may_be_administrator,
    check_neither_of_the_two,
    check_nobody_administers,
    check_one_leads,
    check_second_person,
    check_somebody_elses,
    check_way_back,
)
from carepost.actions.policies.people import check_says_why
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations import places
from carepost.domain.organisations.administrators import administrators_at_work
from carepost.domain.organisations.models import Membership, Vouching
from carepost.domain.organisations.people import members_of
from carepost.domain.organisations.way_back import State, due, going_on
from carepost.ground.kernel import Actor, Conflict, NotFound, Role, clock

GOOD_FOR, LASTS = timedelta(hours=24), timedelta(days=7)
S = Membership.State


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """Who is at work as administrator, what is going on, and who could be named."""

    at_work: list[Membership]
    going_on: list[Vouching]
    members: list[Membership]


def look_at_way_back(*, actor: Actor) -> WayBack:
    check_member(actor)
    return WayBack(
        at_work=administrators_at_work(actor.practice_id, clock.now()),
        going_on=going_on(actor.practice_id),
        members=members_of(actor.practice_id),
    )


def ask_for_way_back(*, actor: Actor, membership_id: UUID, reason: str) -> Vouching:
    """The first of two, within whose 24 hours the second may confirm. Everybody concerned is told at once."""
    check_colleague(actor)
    named = _named(actor, membership_id)
    check_says_why(reason)
    check_nobody_administers(administrators_at_work(actor.practice_id, clock.now()))
    places.check_is(named, S.ACTIVE)
    check_may_be_administrator(named, Role.ADMINISTRATOR)
    check_neither_of_the_two(named, actor)
    if any(one.membership_id == named.id for one in going_on(actor.practice_id)):
        raise Conflict("This was asked already. Load the page again.")

    now = clock.now()
    asked = Vouching.objects.create(
        practice_id=actor.practice_id,
        kind=Vouching.Kind.MEMBERS,
        membership=named,
        reason=reason.strip(),
        first_by_id=Membership.objects.one(actor.practice_id, UUID(actor.id)).person_id,
        first_at=now,
        expires_at=now + GOOD_FOR,
    )

    _record(actor, Event.WAY_BACK_ASKED, asked)
    alarm(named.practice)
    return asked


def confirm_way_back(*, actor: Actor, vouching_id: UUID) -> Vouching:
    """The second of two: for 7 days the colleague named is an administrator."""
    check_colleague(actor)
    asked = _of_members(actor, vouching_id)
    check_way_back(asked, State.WAITING, clock.now())
    check_nobody_administers(administrators_at_work(actor.practice_id, clock.now()))
    named = _named(actor, asked.membership_id)
    places.check_is(named, S.ACTIVE)
    check_may_be_administrator(named, Role.ADMINISTRATOR)
    check_neither_of_the_two(named, actor)
    first = Membership.objects.of(actor.practice_id).filter(person=asked.first_by_id, state=S.ACTIVE).first()
    check_second_person(asked, first, actor)
    check_one_leads(first, actor)

    asked.second_by_id, asked.second_at = actor.person_id, clock.now()
    asked.ends_at, asked.role_before = clock.now() + LASTS, named.role
    asked.save(update_fields=["second_by", "second_at", "ends_at", "role_before"])
    named.role = Role.ADMINISTRATOR
    named.save(update_fields=["role"])

    _record(actor, Event.WAY_BACK_OPENED, asked)
    alarm(named.practice)
    return asked


def stop_way_back(*, actor: Actor, vouching_id: UUID) -> Vouching:
    """At once, by any administrator: it comes to nothing, or the role is again what it was."""
    check_administrator(actor)
    asked = _of_members(actor, vouching_id)
    check_way_back(asked, {State.WAITING, State.IN_FORCE}, clock.now())

    _role_as_before(asked)
    asked.withdrawn_at = clock.now()
    asked.save(update_fields=["withdrawn_at"])

    _record(actor, Event.WAY_BACK_STOPPED, asked)
    return asked


def keep_way_back(*, actor: Actor, vouching_id: UUID) -> Vouching:
    """By another administrator: the role stays, like any other."""
    check_administrator(actor)
    asked = _of_members(actor, vouching_id)
    check_way_back(asked, State.IN_FORCE, clock.now())
    check_somebody_elses(asked, actor)

    asked.kept_at = clock.now()
    asked.save(update_fields=["kept_at"])

    _record(actor, Event.WAY_BACK_KEPT, asked)
    return asked


def end_ways_back(*, actor: Actor) -> int:
    """Those whose 7 days are over; how many. Safe to run twice."""
    check_system(actor)
    over = due(actor.practice_id)

    for one in over:
        _role_as_before(one)
        one.ended_at = clock.now()
        one.save(update_fields=["ended_at"])
        _record(actor, Event.WAY_BACK_OVER, one)

    return len(over)


def _named(actor: Actor, membership_id: UUID) -> Membership:
    rows = Membership.objects.select_related("person", "practice")
    return rows.one_for_update(actor.practice_id, membership_id)


def _of_members(actor: Actor, vouching_id: UUID) -> Vouching:
    asked = Vouching.objects.one_for_update(actor.practice_id, vouching_id)
    if asked.kind != Vouching.Kind.MEMBERS:
        raise NotFound("This is for people of the platform.")
    return asked


def _role_as_before(asked: Vouching) -> None:
    """Who meanwhile has another role keeps that."""
    rows = Membership.objects.of(asked.practice_id).filter(id=asked.membership_id, role=Role.ADMINISTRATOR)
    if asked.role_before:
        rows.update(role=asked.role_before)


def _record(actor: Actor, event: Event, asked: Vouching) -> None:
    record(
        actor=actor,
        event=event,
        about={"membership": asked.membership_id, "vouching": asked.id},
        detail={"reason": asked.reason},
    )
