"""Reading what has arrived: claimed by the batch, opened within limits, each concluded in a transaction of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.db import Error

from carepost.actions.permissions import check_system
from carepost.actions.receiving.ahead import opened_ahead
from carepost.actions.receiving.claim import claim, let_go
from carepost.actions.receiving.conclude import conclude, set_aside
from carepost.actions.receiving.desk import Desk
from carepost.actions.receiving.forgiving import forgiving
from carepost.actions.receiving.reading import Reading, outline, parse
from carepost.domain.tenancy import services
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Actor, Refused
from carepost.ground.mailkit.parsed import ParsedMail

MOST_READS = 2
"""Reading begun this often without an end means that reading it kills us: a person looks at it instead."""
MOST_LOSSES = 50
"""So often was the database lost while it was read: it may be what kills the database, and all mail waits for it."""
STOPPED = "We tried to read it twice and were stopped each time. Its original can be downloaded."
LOST = f"The database was lost {MOST_LOSSES} times while we read it. Its original can be downloaded."


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
        with (
            forgiving(practice_id, left),
            opened_ahead(claimed, lambda arrival: _open(desk.actor, arrival)) as opened,
        ):
            while left:
                _read(desk, left[0], opened)
                left.popleft()
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
    if arrival.reads > MOST_READS or arrival.losses >= MOST_LOSSES:
        set_aside(actor, arrival, STOPPED if arrival.reads > MOST_READS else LOST)
        return
    found = opened(arrival)
    if isinstance(found.parsed, Refused):
        in_part = Reading(arrival, found.raw, outline(found.raw), in_part=True)
        set_aside(actor, arrival, found.parsed.reason, in_part)
        return
    conclude(desk, Reading(arrival, found.raw, found.parsed))
