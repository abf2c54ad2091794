"""Reading what has arrived: parse within limits, recognise, match, and place it or let a person decide."""

from __future__ import annotations

import structlog
from django.db.models import F

from carepost.actions.permissions import check_system
from carepost.actions.receiving.decide import Decided, decide_arrival
from carepost.actions.receiving.links import Linked, find_links
from carepost.actions.receiving.loopback import envelopes_copied, take_loopback
from carepost.actions.receiving.placing import place
from carepost.actions.receiving.reading import Reading, outline, parse
from carepost.domain.correspondence.models import Conversation
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Practice
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival, Suggestion
from carepost.engines.matching import Certainty
from carepost.ground.kernel import Actor, Refused, Unavailable, clock
from carepost.ground.mailkit.parsed import ParsedMail
from carepost.ground.vault import Tampered

log = structlog.get_logger()

State = Arrival.State
MOST_READS = 2
"""Reading begun this often without an end means that reading it kills us: a person looks at it instead."""


def read_waiting(*, actor: Actor, at_most: int = 50) -> int:
    """Read what is stored and not yet read, oldest first, each in its own transaction; how many were read."""
    check_system(actor)
    for done in range(at_most):
        arrival = _begin(actor)
        if arrival is None:
            return done
        _read(actor, arrival)
    return at_most


def _begin(actor: Actor) -> Arrival | None:
    """The next to read, its reading counted and committed first, so that a poison message is noticed."""
    with acting_for(actor.practice_id):
        waiting = Arrival.objects.of(actor.practice_id).filter(state=State.STORED).order_by("at", "id")
        arrival = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if arrival is not None:
            Arrival.objects.of(actor.practice_id).filter(id=arrival.id).update(reads=F("reads") + 1)
            arrival.refresh_from_db()
    return arrival


def _read(actor: Actor, arrival: Arrival) -> None:
    if arrival.reads > MOST_READS:
        _unreadable(
            actor,
            arrival,
            "We tried to read it twice and were stopped each time. Its original can be downloaded.",
        )
        return
    try:
        raw = services.vault().get(actor.practice_id, arrival.object_id)
        parsed = _parsed(actor, arrival, raw)
    except Unavailable as trouble:
        if not isinstance(trouble, Tampered):
            _not_its_fault(actor, arrival)
        raise
    if parsed is not None:
        _settle(actor, Reading(arrival, raw, parsed))


def _parsed(actor: Actor, arrival: Arrival, raw: bytes) -> ParsedMail | None:
    """What the mail says; None if it cannot be read and now waits, with what can be said of it, for a person."""
    try:
        return parse(raw)
    except Refused as error:
        _unreadable(actor, arrival, error.reason, Reading(arrival, raw, outline(raw), in_part=True))
        return None


def _not_its_fault(actor: Actor, arrival: Arrival) -> None:
    """The disk or the parser was away: however often that is, the message is not set aside for it."""
    with acting_for(actor.practice_id):
        rows = Arrival.objects.of(actor.practice_id).filter(id=arrival.id, state=State.STORED)
        rows.update(reads=F("reads") - 1)


def _settle(actor: Actor, reading: Reading) -> None:
    with acting_for(actor.practice_id):
        arrival = Arrival.objects.one_for_update(actor.practice_id, reading.arrival.id)
        if arrival.state != State.STORED:
            return
        practice = Practice.objects.get(id=actor.practice_id)
        linked = find_links(practice, reading.parsed, arrival.rcpt_to)
        if copied := envelopes_copied(reading, linked):
            take_loopback(actor, arrival, copied)
        elif first := _same_letter(reading):
            _finish(
                arrival,
                reading,
                State.REPEATED,
                reasons=[f"The same letter was received before ({first.at:%d %B %Y})."],
            )
            record(
                actor=actor, event=Event.ARRIVAL_DUPLICATE, about={"arrival": arrival.id, "first": first.id}
            )
        else:
            _match(actor, arrival, reading, linked)


def _match(actor: Actor, arrival: Arrival, reading: Reading, linked: Linked) -> None:
    decided = decide_arrival(reading, linked)
    if decided.decision.certainty is Certainty.CERTAIN and decided.decision.conversation_id:
        conversation = Conversation.objects.one_for_update(
            actor.practice_id, decided.decision.conversation_id
        )
        message = place(reading, conversation, clock.now())
        _finish(
            arrival,
            reading,
            State.MATCHED,
            reasons=decided.reasons,
            certainty=Certainty.CERTAIN,
            conversation=conversation,
        )
        record(
            actor=actor,
            event=Event.ARRIVAL_MATCHED,
            detail={"reasons": decided.reasons, "from": reading.sender.address},
            about={"arrival": arrival.id, "conversation": conversation.id, "message": message.id},
        )
    else:
        _to_triage(actor, arrival, reading, decided)


def _to_triage(actor: Actor, arrival: Arrival, reading: Reading, decided: Decided) -> None:
    Suggestion.objects.bulk_create(
        [
            Suggestion(
                practice_id=actor.practice_id,
                arrival=arrival,
                conversation_id=one.conversation_id,
                patient_id=one.patient_id,
                reasons=list(one.reasons),
                score=one.score,
            )
            for one in decided.decision.suggestions
        ]
    )
    certainty = decided.decision.certainty
    _finish(arrival, reading, State.NEEDS_MATCHING, reasons=decided.reasons, certainty=certainty)
    event = Event.ARRIVAL_SUGGESTED if certainty is Certainty.SUGGESTED else Event.ARRIVAL_UNKNOWN
    record(
        actor=actor,
        event=event,
        about={"arrival": arrival.id},
        detail={"reasons": decided.reasons, "from": reading.sender.address},
    )


def _same_letter(reading: Reading) -> Arrival | None:
    if not reading.parsed.message_id:
        return None
    return (
        Arrival.objects.of(reading.arrival.practice_id)
        .filter(content_sha256=reading.content_sha256())
        .exclude(id=reading.arrival.id)
        .order_by("at")
        .first()
    )


def _finish(arrival: Arrival, reading: Reading, state: Arrival.State, **values: object) -> None:
    said = _said(reading) | {"content_sha256": reading.content_sha256()}
    for name, value in {"state": state, **said, **values}.items():
        setattr(arrival, name, value)
    arrival.save()


def _said(reading: Reading) -> dict[str, str]:
    """What lists show of it."""
    shown = {
        "from_name": reading.sender.name[:300],
        "from_address": reading.sender.address[:320],
        "subject": reading.parsed.subject[:998],
        "mime_message_id": (reading.parsed.message_id or "")[:998],
    }
    return {name: value.replace("\0", "\ufffd") for name, value in shown.items()}


def _unreadable(actor: Actor, arrival: Arrival, reason: str, in_part: Reading | None = None) -> None:
    """A visible item with its original safe to download; it never blocks the next message (G10).

    Whatever was read of it is shown and never matched: what it holds besides, nobody knows.
    """
    said = _said(in_part) if in_part else {}
    with acting_for(actor.practice_id):
        rows = Arrival.objects.of(actor.practice_id).filter(id=arrival.id, state=State.STORED)
        if rows.update(state=State.UNREADABLE, reasons=[reason], certainty=Certainty.UNKNOWN, **said):
            record(
                actor=actor,
                event=Event.ARRIVAL_UNREADABLE,
                about={"arrival": arrival.id},
                detail={"reason": reason},
            )
    log.warning("intake.unreadable", arrival=str(arrival.id))
