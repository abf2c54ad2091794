"""Two of the practice make a colleague administrator for a time: its states, and whose turn it is (A8)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices

from carepost.domain.organisations.models import Vouching
from carepost.domain.tenancy import statements
from carepost.ground.kernel import clock

_GOING_ON = f"""practice_id = %s and kind = '{Vouching.Kind.MEMBERS}' and withdrawn_at is null and kept_at is null
    and ended_at is null and (second_at is not null or expires_at > %s)"""


class State(TextChoices):
    WAITING = "waiting", "Waits for a second person"
    IN_FORCE = "in_force", "Administrator for a time"
    KEPT = "kept", "Kept by an administrator"
    STOPPED = "stopped", "Stopped by an administrator"
    OVER = "over", "Over by itself"


MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.IN_FORCE, State.STOPPED, State.OVER}),
    State.IN_FORCE: frozenset({State.KEPT, State.STOPPED, State.OVER}),
    State.KEPT: frozenset(),
    State.STOPPED: frozenset(),
    State.OVER: frozenset(),
}

OWNERS: dict[State, str] = {
    State.WAITING: "a second member, within 24 hours; or any administrator, who may stop it",
    State.IN_FORCE: "any other administrator, who keeps or stops it; else the clock, after 7 days",
    State.KEPT: "nobody: the role is like any other",
    State.STOPPED: "nobody: the role is what it was",
    State.OVER: "nobody: the role is what it was",
}


def state_of(one: Vouching, now: datetime) -> State:
    if one.withdrawn_at is not None:
        return State.STOPPED
    if one.kept_at is not None:
        return State.KEPT
    if one.ended_at is not None or (one.second_at is None and one.expires_at <= now):
        return State.OVER
    return State.WAITING if one.second_at is None else State.IN_FORCE


def going_on(practice_id: UUID) -> list[Vouching]:
    """Waiting or in force, the oldest first. By hand, because every page asks it."""
    return statements.rows_of(Vouching, f"{_GOING_ON} order by id", [practice_id, clock.now()])


def due(practice_id: UUID) -> list[Vouching]:
    """In force, and their time is over; held until the transaction ends."""
    now = clock.now()
    where = f"{_GOING_ON} and ends_at <= %s order by id for update"
    return statements.rows_of(Vouching, where, [practice_id, now, now])
