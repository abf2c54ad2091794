"""Reading what has arrived: parse within limits, recognise, match, and place it or let a person decide."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from django.db import Error

from carepost.actions.permissions import check_system
from carepost.actions.receiving.ahead import opened_ahead
from carepost.actions.receiving.claim import claim, let_go, put_back
from carepost.actions.receiving.decide import Decided, decide_arrival
from carepost.actions.receiving.desk import Desk
from carepost.actions.receiving.held import Held, hold
from carepost.actions.receiving.links import Linked, find_links
from carepost.actions.receiving.loopback import envelopes_copied, take_loopback
from carepost.actions.receiving.outcome import finished, said, suggested
from carepost.actions.receiving.placing import conversation_to_place_in, placing
from carepost.actions.receiving.reading import Reading, outline, parse
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import entry, record
from carepost.domain.tenancy import services, statements
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival
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
    desk, done = Desk(actor), 0
    while done < at_most and (claimed := claim(actor.practice_id, at_most - done)):
        _read_all(desk, claimed)
        done += len(claimed)
    return done


def _read_all(desk: Desk, claimed: list[Arrival]) -> None:
    practice_id, left = desk.actor.practice_id, deque(claimed)
    try:
        with opened_ahead(claimed, lambda arrival: _open(desk.actor, arrival)) as opened:
            while left:
                arrival = left.popleft()
                _read(desk, arrival, opened)
    except BaseException:
        with suppress(Error):
            put_back(practice_id, left)
        raise
    finally:
        # A line that broke has let go of everything already.
        with suppress(Error):
            let_go(claimed)


@dataclass(frozen=True, slots=True)
class _Opened:
    raw: bytes
    parsed: ParsedMail | Refused


def _open(actor: Actor, arrival: Arrival) -> _Opened:
    raw = services.vault().get(actor.practice_id, arrival.object_id)
    try:
        return _Opened(raw, parse(raw))
    except Refused as error:
        return _Opened(raw, error)


def _read(desk: Desk, arrival: Arrival, opened: Callable[[Arrival], _Opened]) -> None:
    actor = desk.actor
    if arrival.reads > MOST_READS:
        _unreadable(
            actor,
            arrival,
            "We tried to read it twice and were stopped each time. Its original can be downloaded.",
        )
        return
    try:
        found = opened(arrival)
        if isinstance(found.parsed, Refused):
            in_part = Reading(arrival, found.raw, outline(found.raw), in_part=True)
            _unreadable(actor, arrival, found.parsed.reason, in_part)
            return
    except Unavailable as trouble:
        if not isinstance(trouble, Tampered):
            put_back(actor.practice_id, [arrival])
        raise
    _settle(desk, Reading(arrival, found.raw, found.parsed))


def _settle(desk: Desk, reading: Reading) -> None:
    actor, arrival = desk.actor, reading.arrival
    with acting_for(actor.practice_id):
        held = hold(reading)
        if held is None or held.state != State.STORED:
            return
        linked = find_links(desk.practice, reading.parsed, arrival.rcpt_to)
        if copied := envelopes_copied(reading, linked, desk.identity_of_mailbox(arrival.mailbox_id)):
            take_loopback(actor, arrival, copied)
        elif held.first_id:
            _repeated(actor, reading, held)
        else:
            _match(desk, reading, linked, held)


def _repeated(actor: Actor, reading: Reading, held: Held) -> None:
    reason = f"The same letter was received before ({held.first_at:%d %B %Y})."
    about = {"arrival": reading.arrival.id, "first": held.first_id or ""}
    _, written = entry(actor=actor, event=Event.ARRIVAL_DUPLICATE, about=about)
    statements.change(finished(reading, State.REPEATED, reasons=[reason]), written)


def _match(desk: Desk, reading: Reading, linked: Linked, held: Held) -> None:
    decided = decide_arrival(reading, linked, held.contact_ods, desk.staff)
    if decided.decision.certainty is Certainty.CERTAIN and decided.decision.conversation_id:
        _to_conversation(desk.actor, reading, decided, decided.decision.conversation_id)
    else:
        _to_triage(desk.actor, reading, decided)


def _to_conversation(actor: Actor, reading: Reading, decided: Decided, conversation_id: UUID) -> None:
    conversation = conversation_to_place_in(actor.practice_id, conversation_id)
    message, placed = placing(reading, conversation, clock.now())
    _, written = entry(
        actor=actor,
        event=Event.ARRIVAL_MATCHED,
        detail=_detail(reading, decided),
        about={"arrival": reading.arrival.id, "conversation": conversation_id, "message": message.id},
    )
    done = finished(
        reading,
        State.MATCHED,
        reasons=decided.reasons,
        certainty=Certainty.CERTAIN,
        conversation_id=conversation_id,
    )
    statements.change(placed, done, written)


def _to_triage(actor: Actor, reading: Reading, decided: Decided) -> None:
    certainty, arrival = decided.decision.certainty, reading.arrival
    event = Event.ARRIVAL_SUGGESTED if certainty is Certainty.SUGGESTED else Event.ARRIVAL_UNKNOWN
    _, written = entry(
        actor=actor, event=event, about={"arrival": arrival.id}, detail=_detail(reading, decided)
    )
    done = finished(reading, State.NEEDS_MATCHING, reasons=decided.reasons, certainty=certainty)
    statements.change(suggested(arrival, decided.decision.suggestions), done, written)


def _detail(reading: Reading, decided: Decided) -> dict[str, Any]:
    return {"reasons": decided.reasons, "from": reading.sender.address}


def _unreadable(actor: Actor, arrival: Arrival, reason: str, in_part: Reading | None = None) -> None:
    """A visible item with its original safe to download; it never blocks the next message (G10).

    Whatever was read of it is shown and never matched: what it holds besides, nobody knows.
    """
    shown = said(in_part) if in_part else {}
    with acting_for(actor.practice_id):
        rows = Arrival.objects.of(actor.practice_id).filter(id=arrival.id, state=State.STORED)
        if rows.update(state=State.UNREADABLE, reasons=[reason], certainty=Certainty.UNKNOWN, **shown):
            record(
                actor=actor,
                event=Event.ARRIVAL_UNREADABLE,
                about={"arrival": arrival.id},
                detail={"reason": reason},
            )
    log.warning("intake.unreadable", arrival=str(arrival.id))
