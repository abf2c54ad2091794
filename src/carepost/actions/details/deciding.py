"""An administrator says yes or no to a change of somebody's details; never the person themselves (A8)."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.details import words
from carepost.actions.details.applying import put_in_force
from carepost.actions.details.now import Detail
from carepost.actions.details.proving import forget_code
from carepost.actions.details.recording import detail_of, record_elsewhere, record_here
from carepost.actions.details.telling import tell_other_administrators
from carepost.actions.notices.mailing import mail
from carepost.actions.permissions import check_administrator
from carepost.actions.policies import details as rules
from carepost.actions.policies.people import check_not_oneself, check_says_why
from carepost.domain.ledger.events import Event
from carepost.domain.organisations import places
from carepost.domain.organisations.models import DetailChange, Membership
from carepost.ground.kernel import Actor, clock

State = DetailChange.State


def approve_change(*, actor: Actor, change_id: UUID) -> DetailChange:
    """It holds from now on, wherever they work; after another address they sign in anew. Conflict if that is taken."""
    check_administrator(actor)
    change = _to_decide(actor, change_id)
    rules.check_is_proved(change)
    places.check_is(change.membership, Membership.State.ACTIVE)
    old_address = change.membership.person.email

    put_in_force(change)
    _close(actor, change, State.APPROVED)

    _tell_approved(change, old_address)
    record_here(actor, Event.DETAILS_APPROVED, change)
    tell_other_administrators(record_elsewhere(Event.DETAILS_APPROVED, change, detail_of(change)))
    return change


def refuse_change(*, actor: Actor, change_id: UUID, reason: str) -> DetailChange:
    """Nothing changes; the person reads why."""
    check_administrator(actor)
    change = _to_decide(actor, change_id)
    check_says_why(reason)

    _close(actor, change, State.REFUSED, reason.strip())

    mail(change.membership.person.email, words.refused(words.WHAT[Detail(change.detail)]))
    record_here(actor, Event.DETAILS_REFUSED, change)
    record_elsewhere(Event.DETAILS_REFUSED, change)
    return change


def _to_decide(actor: Actor, change_id: UUID) -> DetailChange:
    rows = DetailChange.objects.select_related("membership__person", "membership__practice")
    change = rows.one_for_update(actor.practice_id, change_id)
    check_not_oneself(change.membership, actor.id)
    rules.check_change_waits(change)
    return change


def _close(actor: Actor, change: DetailChange, state: DetailChange.State, reason: str = "") -> None:
    change.state, change.reason, change.decided_at = state, reason, clock.now()
    change.decided_by_id = None if actor.is_system else UUID(actor.id)
    change.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    forget_code(change)


def _tell_approved(change: DetailChange, old_address: str) -> None:
    """At the address of before in any case: whoever reads that one has to know."""
    if change.detail != Detail.EMAIL:
        mail(old_address, words.approved(words.WHAT[Detail(change.detail)]))
        return
    for address in (old_address, change.after):
        mail(address, words.address_approved())
