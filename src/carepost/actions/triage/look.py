"""Looking at what needs matching. Looking is on the ledger."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.permissions import check_member
from carepost.actions.receiving.reading import Reading, outline, parse
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy import services
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Actor, NotFound, Refused
from carepost.ground.mailkit.parsed import ParsedAttachment


def open_arrival(*, actor: Actor, arrival_id: UUID) -> tuple[Arrival, Reading]:
    """The arrival and what it says, or as much of it as can be read."""
    check_member(actor)
    arrival = Arrival.objects.one(actor.practice_id, arrival_id)

    record(actor=actor, event=Event.ARRIVAL_OPENED, about={"arrival": arrival.id})
    return arrival, read_again(arrival)


def read_again(arrival: Arrival) -> Reading:
    """What it says, as before: what hung or broke the parser is not given to it a second time."""
    raw = services.vault().get(arrival.practice_id, arrival.object_id)
    if arrival.state != Arrival.State.UNREADABLE:
        try:
            return Reading(arrival, raw, parse(raw))
        except Refused:
            pass
    return Reading(arrival, raw, outline(raw), in_part=True)


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


def attachment_of_arrival(*, actor: Actor, arrival_id: UUID, index: int) -> tuple[ParsedAttachment, bytes]:
    """One file of a mail that nobody has placed yet."""
    check_member(actor)
    arrival = Arrival.objects.one(actor.practice_id, arrival_id)
    reading = read_again(arrival)
    file = next((one for one in reading.parsed.attachments if one.index == index), None)
    if file is None:
        raise NotFound("This message has no such file.")

    record(
        actor=actor,
        event=Event.ATTACHMENT_OPENED,
        about={"arrival": arrival.id},
        detail={"sha256": file.sha256},
    )
    return file, services.parser().part(reading.raw, index)


def html_of_arrival(*, actor: Actor, arrival_id: UUID) -> str:
    """What the sender's HTML says, unsanitised: the door cleans it on the way out."""
    check_member(actor)
    arrival = Arrival.objects.one(actor.practice_id, arrival_id)
    reading = read_again(arrival)
    if reading.parsed.html is None:
        raise NotFound("This message has no formatting of its own.")

    record(actor=actor, event=Event.MESSAGE_HTML_OPENED, about={"arrival": arrival.id})
    return reading.parsed.html
