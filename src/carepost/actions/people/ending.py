"""Stopping somebody's work here: at once and perhaps for now (suspend, restore), for good (leave), or everywhere."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from carepost.actions.notices.mailing import mail
from carepost.actions.people import words_of_places
from carepost.actions.people.handing_over import check_handed_over
from carepost.actions.permissions import check_administrator
from carepost.actions.policies.administrators import check_enough_administrators
from carepost.actions.policies.people import check_not_oneself, check_says_why, check_short
from carepost.domain.identity.models import Person, Sitting
from carepost.domain.identity.sittings import end_all
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations import places
from carepost.domain.organisations.administrators import administrators_besides
from carepost.domain.organisations.devices import forget_full_sign_ins
from carepost.domain.organisations.models import Membership
from carepost.domain.organisations.people import places_of
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Role

DOOR = "sign-in"
S = Membership.State


def suspend(*, actor: Actor, membership_id: UUID, reason: str) -> Membership:
    """Instant: what they have begun is done first, and nothing after it. What they hold waits for restore or leave."""
    check_administrator(actor)
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    check_not_oneself(member, actor.id)
    check_says_why(reason)
    places.check_move(member, S.SUSPENDED)
    keep_administrators(member)

    places.move(member, S.SUSPENDED, reason=reason)
    mail(member.person.email, words_of_places.suspended(member.practice.name))

    _record(actor, Event.MEMBERSHIP_SUSPENDED, member)
    return member


def restore(*, actor: Actor, membership_id: UUID) -> Membership:
    """The suspension is over; they find what they had."""
    check_administrator(actor)
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    check_not_oneself(member, actor.id)
    places.check_is(member, S.SUSPENDED)

    places.move(member, S.ACTIVE)
    mail(member.person.email, words_of_places.restored(member.practice.name))

    _record(actor, Event.MEMBERSHIP_RESTORED, member)
    return member


def leave(*, actor: Actor, membership_id: UUID, reason: str = "") -> Membership:
    """For good, and not before all is handed over: the place is kept for the record and never deleted.

    One's own too, if enough administrators stay.
    """
    check_administrator(actor)
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    places.check_move(member, S.LEFT)
    check_short(reason)
    keep_administrators(member)
    check_handed_over(member)

    places.move(member, S.LEFT, reason=reason)

    _record(actor, Event.MEMBERSHIP_ENDED, member)
    return member


def sign_out_everywhere(*, actor: Actor, membership_id: UUID) -> Membership:
    """Where a telephone or a computer was lost: all their sessions end, at every practice; they keep their place."""
    check_administrator(actor)
    member = Membership.objects.one(actor.practice_id, membership_id)
    places.check_is(member, S.ACTIVE)

    end_sessions(person_id=member.person_id)

    return member


def keep_administrators(member: Membership) -> None:
    """Refused where an administrator at work is about to go and fewer than two would stay."""
    if member.role == Role.ADMINISTRATOR and member.state == S.ACTIVE:
        check_enough_administrators(administrators_besides(member))


def end_sessions(*, person_id: UUID) -> None:
    """Signed out everywhere, from the next request on: sign in anew, and whole also at a shared computer. On the
    ledger wherever they work."""
    Person.objects.filter(id=person_id).update(sessions_ended=F("sessions_ended") + 1)
    end_all(person_id, Sitting.Ended.REVOKED)
    with acting_for(None, person_id):
        where = [place.as_actor() for place in places_of(person_id)]
    for one in where:
        with acting_for(one.practice_id):
            forget_full_sign_ins(one.practice_id, person_id)
            door = Actor.system(DOOR, one.practice_id)
            record(actor=door, event=Event.SESSIONS_ENDED, about={"membership": one.id})


def _record(actor: Actor, event: Event, member: Membership) -> None:
    record(
        actor=actor,
        event=event,
        about={"membership": member.id},
        detail={"name": member.name, "reason": member.state_reason},
    )
