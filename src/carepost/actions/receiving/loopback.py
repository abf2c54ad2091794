"""Our own copy of a sent message: evidence that it left, never shown as mail."""

from __future__ import annotations

from carepost.actions.delivering.settle import note_loopback
from carepost.actions.receiving.links import Linked
from carepost.actions.receiving.reading import Reading, identity_of
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy import services
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Actor


def envelopes_copied(reading: Reading, linked: Linked) -> list[Envelope]:
    """The envelope this is our own copy of: from ourselves, with the Message-ID and the body we froze.

    A loopback token in the envelope names it; where the service keeps no tags, the Message-ID does. The body is
    compared in any case, so that nothing but our own words can pass for a copy and be hidden.
    """
    mailbox = identity_of(reading.arrival.mailbox.address)
    if reading.sender.identity != mailbox or not reading.parsed.message_id:
        return []
    by_id = Envelope.objects.of(reading.arrival.practice_id).filter(mime_message_id=reading.parsed.message_id)
    return [one for one in {e.id: e for e in (*linked.copies, *by_id)}.values() if _same_body(one, reading)]


def _same_body(envelope: Envelope, reading: Reading) -> bool:
    frozen = services.vault().get(envelope.practice_id, envelope.object_id)
    return frozen.partition(b"\r\n\r\n")[2].rstrip() == reading.raw.partition(b"\r\n\r\n")[2].rstrip()


def take_loopback(actor: Actor, arrival: Arrival, envelopes: list[Envelope]) -> None:
    arrival.state = Arrival.State.LOOPBACK
    arrival.save(update_fields=["state"])
    for envelope in envelopes:
        note_loopback(actor=actor, envelope=envelope, arrival_id=arrival.id)
        record(
            actor=actor,
            event=Event.ARRIVAL_LOOPBACK_SEEN,
            about={"arrival": arrival.id, "envelope": envelope.id},
        )
