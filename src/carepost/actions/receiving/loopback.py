"""Our own copy of a sent message: evidence that it left, never shown as mail."""

from __future__ import annotations

from carepost.actions.delivering.settle import note_loopback
from carepost.actions.receiving.links import Linked
from carepost.actions.receiving.reading import Reading, below_heading
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy import services
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.models import Arrival, Sighting
from carepost.engines.intake.sources.files import FROM_A_FILE
from carepost.ground.kernel import Actor


def envelopes_copied(reading: Reading, linked: Linked, mailbox: str) -> list[Envelope]:
    """The envelope this is our own copy of: from ourselves, with the Message-ID and the body we froze.

    A loopback token in the envelope names it; where the service keeps no tags, the Message-ID does, and then the
    subject must be ours too, for every recipient knows the Message-ID. The body is compared in any case, so that
    nothing but our own words can pass for a copy and be hidden. `mailbox` is ours, without tag or case.
    """
    if reading.sender.identity != mailbox or not reading.parsed.message_id:
        return []
    by_id = Envelope.objects.of(reading.arrival.practice_id).filter(mime_message_id=reading.parsed.message_id)
    named = [one for one in by_id if _words(one.message.subject) == _words(reading.parsed.subject)]
    return [one for one in {e.id: e for e in (*linked.copies, *named)}.values() if _same_body(one, reading)]


def _words(subject: str) -> list[str]:
    return subject.split()


def _same_body(envelope: Envelope, reading: Reading) -> bool:
    frozen = services.vault().get(envelope.practice_id, envelope.object_id)
    return _lines(frozen) == _lines(reading.raw)


def _lines(raw: bytes) -> bytes:
    """What stands below the headers, whatever the line ends became on the way."""
    return below_heading(raw).replace(b"\r\n", b"\n").strip()


def take_loopback(actor: Actor, arrival: Arrival, envelopes: list[Envelope]) -> None:
    arrival.state = Arrival.State.LOOPBACK
    arrival.save(update_fields=["state"])
    for envelope in envelopes if _came_by_post(arrival) else ():
        note_loopback(actor=actor, envelope=envelope, arrival_id=arrival.id)
        record(
            actor=actor,
            event=Event.ARRIVAL_LOOPBACK_SEEN,
            about={"arrival": arrival.id, "envelope": envelope.id},
        )


def _came_by_post(arrival: Arrival) -> bool:
    """What was only found in a file that somebody imported may be our own letter that never left: no evidence."""
    sightings = Sighting.objects.of(arrival.practice_id).filter(arrival=arrival.id)
    return sightings.exclude(source_key__startswith=FROM_A_FILE).exists()
