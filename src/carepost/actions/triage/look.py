"""Looking at what needs matching. Looking is on the ledger."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.permissions import check_member
from carepost.actions.receiving.reading import Reading, parse
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy import services
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Actor, Refused


def open_arrival(*, actor: Actor, arrival_id: UUID) -> tuple[Arrival, Reading | None]:
    """The arrival and what it says; None for what cannot be read."""
    check_member(actor)
    arrival = Arrival.objects.one(actor.practice_id, arrival_id)

    record(actor=actor, event=Event.ARRIVAL_OPENED, about={"arrival": arrival.id})
    return arrival, read_again(arrival)


def read_again(arrival: Arrival) -> Reading | None:
    raw = services.vault().get(arrival.practice_id, arrival.object_id)
    try:
        return Reading(arrival, raw, parse(raw))
    except Refused:
        return None


def original_of_arrival(*, actor: Actor, arrival_id: UUID) -> bytes:
    """The exact bytes as they came, for download; what cannot be read must still be had (G10)."""
    check_member(actor)
    arrival = Arrival.objects.one(actor.practice_id, arrival_id)

    record(
        actor=actor,
        event=Event.MESSAGE_ORIGINAL_EXPORTED,
        about={"arrival": arrival.id},
        detail={"sha256": arrival.sha256},
    )
    return services.vault().get(actor.practice_id, arrival.object_id)
