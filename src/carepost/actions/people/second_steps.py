"""A second step that was lost: taken away by an administrator, so that its owner can set up another (A6)."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.notices.mailing import mail
from carepost.actions.people import words
from carepost.actions.people.ending import end_sessions
from carepost.actions.permissions import check_administrator
from carepost.actions.policies.people import check_not_oneself, check_says_why
from carepost.domain.identity.models import OwnCode
from carepost.domain.identity.second_steps import forget_all, has_second_step, texted_telephone
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Conflict

from .telling import actors_of

DOOR = "sign-in"
S = Membership.State


def take_away(*, actor: Actor, membership_id: UUID, reason: str) -> Membership:
    """App, keys, text messages and recovery codes of this person; they are signed out everywhere, and told by mail.

    The password alone opens nothing afterwards: the door asks for a code sent to their address. Codes that wait
    are forgotten too: one that a thief had sent for before is worth nothing now.
    """
    check_administrator(actor)
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    check_not_oneself(member, actor.id)
    check_says_why(reason)
    _check_can_lose(member)

    with acting_for(None, member.person_id):
        forget_all(member.person_id)
        OwnCode.objects.filter(person_id=member.person_id).delete()
    end_sessions(person_id=member.person_id)

    mail(member.person.email, words.second_step_taken_away())
    _record(actor, member, reason)
    return member


def _check_can_lose(member: Membership) -> None:
    """Whoever has left is no longer this practice's to help."""
    if member.state not in {S.ACTIVE, S.AWAITING, S.SUSPENDED}:
        raise Conflict(f"{member.name} has no place here now.")
    with acting_for(None, member.person_id):
        if not has_second_step(member.person_id) and texted_telephone(member.person_id) is None:
            raise Conflict(f"{member.name} has no second step now: they set one up at their next sign-in.")


def _record(actor: Actor, member: Membership, reason: str) -> None:
    """Here as this administrator's deed; elsewhere only that it happened: the reason is this practice's own."""
    about = {"membership": member.id}
    detail = {"name": member.name, "reason": reason.strip()}
    record(actor=actor, event=Event.SECOND_FACTOR_TAKEN, about=about, detail=detail)
    for one in actors_of(member.person_id):
        if one.practice_id != actor.practice_id:
            with acting_for(one.practice_id):
                door = Actor.system(DOOR, one.practice_id)
                record(actor=door, event=Event.SECOND_FACTOR_TAKEN, about={"membership": one.id})
