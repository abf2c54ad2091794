"""What becomes of a letter that was opened: our own copy, a repeat, placed, or for a person to decide; or set aside."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from psycopg.types.json import Jsonb

from carepost.actions.receiving.decide import Decided, decide_arrival
from carepost.actions.receiving.desk import Desk
from carepost.actions.receiving.links import Linked, find_links
from carepost.actions.receiving.loopback import envelopes_copied, take_loopback
from carepost.actions.receiving.placing import conversation_to_place_in, place
from carepost.actions.receiving.reading import Reading
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy import statements
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival
from carepost.engines.matching import Certainty
from carepost.ground.kernel import Actor, clock, new_id

log = structlog.get_logger()

State = Arrival.State

_HOLD = "select state from intake_arrival where practice_id = %s and id = %s for update"
_SAME = """
    select id, at from intake_arrival where practice_id = %s and content_sha256 = %s and id <> %s order by at limit 1
"""
_SHOWN = ("from_name", "from_address", "subject", "mime_message_id", "content_sha256", "certainty")
_FINISH = """
    update intake_arrival set state = %s, from_name = %s, from_address = %s, subject = %s, mime_message_id = %s,
        content_sha256 = %s, certainty = %s, reasons = %s, conversation_id = %s
    where practice_id = %s and id = %s
"""
_SUGGEST = """
    insert into intake_suggestion (practice_id, id, arrival_id, conversation_id, patient_id, reasons, score)
    values (%s, %s, %s, %s, %s, %s, %s)
"""


def conclude(desk: Desk, reading: Reading) -> None:
    """One transaction: what it is, where it goes, and the entry. Nothing where somebody was faster."""
    actor, arrival = desk.actor, reading.arrival
    with acting_for(actor.practice_id):
        if statements.run(_HOLD, [actor.practice_id, arrival.id]) != [(State.STORED,)]:
            return
        linked = find_links(desk.practice, reading.parsed, arrival.rcpt_to)
        if copied := envelopes_copied(reading, linked, desk.identity_of_mailbox(arrival.mailbox_id)):
            take_loopback(actor, arrival, copied)
        elif first := _same_letter(reading):
            first_id, first_at = first
            _finish(
                reading,
                State.REPEATED,
                reasons=[f"The same letter was received before ({first_at:%d %B %Y})."],
            )
            record(
                actor=actor, event=Event.ARRIVAL_DUPLICATE, about={"arrival": arrival.id, "first": first_id}
            )
        else:
            _match(desk, reading, linked)


def set_aside(actor: Actor, arrival: Arrival, reason: str, in_part: Reading | None = None) -> None:
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


def _match(desk: Desk, reading: Reading, linked: Linked) -> None:
    actor, arrival = desk.actor, reading.arrival
    decided = decide_arrival(reading, linked, desk.staff)
    if decided.decision.certainty is Certainty.CERTAIN and decided.decision.conversation_id:
        conversation = conversation_to_place_in(actor.practice_id, decided.decision.conversation_id)
        message = place(reading, conversation, clock.now())
        _finish(
            reading,
            State.MATCHED,
            reasons=decided.reasons,
            certainty=Certainty.CERTAIN,
            conversation_id=conversation.id,
        )
        record(
            actor=actor,
            event=Event.ARRIVAL_MATCHED,
            detail={"reasons": decided.reasons, "from": reading.sender.address},
            about={"arrival": arrival.id, "conversation": conversation.id, "message": message.id},
        )
    else:
        _to_triage(actor, reading, decided)


def _to_triage(actor: Actor, reading: Reading, decided: Decided) -> None:
    arrival = reading.arrival
    for one in decided.decision.suggestions:
        key = [actor.practice_id, new_id(), arrival.id]
        said = [one.conversation_id, one.patient_id, Jsonb(list(one.reasons)), one.score]
        statements.run(_SUGGEST, [*key, *said])
    certainty = decided.decision.certainty
    _finish(reading, State.NEEDS_MATCHING, reasons=decided.reasons, certainty=certainty)
    event = Event.ARRIVAL_SUGGESTED if certainty is Certainty.SUGGESTED else Event.ARRIVAL_UNKNOWN
    record(
        actor=actor,
        event=event,
        about={"arrival": arrival.id},
        detail={"reasons": decided.reasons, "from": reading.sender.address},
    )


def _same_letter(reading: Reading) -> tuple[UUID, datetime] | None:
    if not reading.parsed.message_id:
        return None
    arrival = reading.arrival
    found = statements.run(_SAME, [arrival.practice_id, reading.content_sha256(), arrival.id])
    return (found[0][0], found[0][1]) if found else None


def _finish(
    reading: Reading,
    state: Arrival.State,
    *,
    reasons: list[str],
    certainty: str = "",
    conversation_id: UUID | None = None,
) -> None:
    said = _said(reading) | {"content_sha256": reading.content_sha256(), "certainty": str(certainty)}
    values = [state.value, *(said[name] for name in _SHOWN), Jsonb(reasons), conversation_id]
    statements.run(_FINISH, [*values, reading.arrival.practice_id, reading.arrival.id])


def _said(reading: Reading) -> dict[str, str]:
    """What lists show of it."""
    shown = {
        "from_name": reading.sender.name[:300],
        "from_address": reading.sender.address[:320],
        "subject": reading.parsed.subject[:998],
        "mime_message_id": (reading.parsed.message_id or "")[:998],
    }
    return {name: value.replace("\0", "\ufffd") for name, value in shown.items()}
