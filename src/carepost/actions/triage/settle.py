"""Arrivals that belong to no patient's conversation: practice business, from a patient, not ours, junk (M2)."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.permissions import check_sender
from carepost.actions.policies.letters import check_still_needs_matching
from carepost.actions.triage.splitting import check_none_placed
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Actor, Conflict, clock


def settle_arrival(*, actor: Actor, arrival_id: UUID, outcome: Arrival.Outcome) -> Arrival:
    """It stays stored and can be found and taken back; it can never be filed to a record."""
    check_sender(actor)
    arrival = Arrival.objects.one_for_update(actor.practice_id, arrival_id)
    check_still_needs_matching(arrival.state)
    check_none_placed(arrival)

    arrival.state, arrival.outcome = Arrival.State.SETTLED, outcome
    arrival.settled_by, arrival.settled_at = actor.name, clock.now()
    arrival.save()

    record(
        actor=actor, event=Event.ARRIVAL_SETTLED, about={"arrival": arrival.id}, detail={"outcome": outcome}
    )
    return arrival


def undo_settling(*, actor: Actor, arrival_id: UUID) -> Arrival:
    """Back to Needs matching."""
    check_sender(actor)
    arrival = Arrival.objects.one_for_update(actor.practice_id, arrival_id)
    if arrival.state != Arrival.State.SETTLED:
        raise Conflict("This has been taken back already.")

    before = arrival.outcome
    arrival.state, arrival.outcome, arrival.settled_by, arrival.settled_at = (
        Arrival.State.NEEDS_MATCHING,
        "",
        "",
        None,
    )
    arrival.save()

    record(actor=actor, event=Event.MATCH_UNDONE, about={"arrival": arrival.id}, detail={"outcome": before})
    return arrival
