"""The date on which a shared log-in closes, and taking the whole of it back until then (A3)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from carepost.actions.people.ending import end_sessions, keep_administrators
from carepost.actions.people.handing_over import hand_over, held_by
from carepost.actions.permissions import check_administrator, check_system
from carepost.actions.policies.people import check_not_signed_in_with, check_transition_is_open
from carepost.actions.transitions.giving_back import give_back, unsign
from carepost.actions.transitions.telling import tell
from carepost.domain.ledger.events import Event
from carepost.domain.organisations import places
from carepost.domain.organisations.models import Membership, Transition
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Refused, clock

LONGEST = timedelta(days=90)
"""A shared log-in is not left open longer than a quarter."""
CLOSED = "This log-in was shared. Everybody has an account of their own now."


def set_closing_date(*, actor: Actor, transition_id: UUID, closes_on: date) -> Transition:
    """The last day on which the shared log-in can be read."""
    check_administrator(actor)
    transition = Transition.objects.one_for_update(actor.practice_id, transition_id)
    check_transition_is_open(transition)
    today = clock.today()
    if not today < closes_on <= today + LONGEST:
        raise Refused("Choose a day from tomorrow on, at most 90 days ahead.")
    if transition.team_id is None:
        raise Refused("Choose the team that has the inbox first, so that nothing is left behind.")

    transition.closes_on, transition.reminded_on = closes_on, None
    transition.save(update_fields=["closes_on", "reminded_on"])

    tell(actor, Event.TRANSITION_DATE_SET, transition, closes_on=closes_on.isoformat())
    return transition


def undo_transition(*, actor: Actor, transition_id: UUID) -> int:
    """Everything as it was, until the closing date: a log-in here may send again and has back what nobody has worked on
    since; how many things. People who have joined meanwhile stay."""
    check_administrator(actor)
    transition = Transition.objects.one_for_update(actor.practice_id, transition_id)
    check_transition_is_open(transition)
    check_not_signed_in_with(transition, actor.id)

    back = give_back(actor, transition)
    unsign(transition)
    if transition.shared_id is not None:
        _let_send(transition.practice_id, transition.shared_id)
    _end(transition, Transition.State.UNDONE)

    tell(actor, Event.TRANSITION_UNDONE, transition, back=back)
    return back


def _let_send(practice_id: UUID, membership_id: UUID) -> None:
    rows = Membership.objects.of(practice_id).filter(id=membership_id)
    rows.update(sends_stopped_at=None)


def close_what_is_due(*, actor: Actor) -> int:
    """By the clock: each open transition whose last day is over; how many. Nothing is left with what closes.

    One that would leave the practice without two administrators stays open, holds up no other, and is tried again.
    """
    check_system(actor)
    over = Transition.objects.of(actor.practice_id).filter(
        state=Transition.State.OPEN, closes_on__lt=clock.today()
    )
    closing = list(over.select_for_update(of=("self",)).select_related("team").order_by("id"))
    return sum(_closed(actor, transition) for transition in closing)


def _closed(actor: Actor, transition: Transition) -> bool:
    try:
        with acting_for(transition.practice_id):
            _close(actor, transition)
    except Refused:
        return False  # its page says why, to administrators
    return True


def _close(actor: Actor, transition: Transition) -> None:
    shared = None
    if transition.shared_id is not None:
        shared = Membership.objects.one_for_update(actor.practice_id, transition.shared_id)
    if shared is not None and shared.state in {Membership.State.ACTIVE, Membership.State.SUSPENDED}:
        keep_administrators(shared)
        if held_by(shared) and transition.team is not None:
            hand_over(actor=actor, membership_id=shared.id, to=transition.team)
        places.move(shared, Membership.State.LEFT, reason=CLOSED)
        end_sessions(person_id=shared.person_id)
    _end(transition, Transition.State.CLOSED)
    tell(actor, Event.TRANSITION_CLOSED, transition)


def _end(transition: Transition, state: Transition.State) -> None:
    transition.state, transition.ended_at = state, clock.now()
    transition.save(update_fields=["state", "ended_at"])
