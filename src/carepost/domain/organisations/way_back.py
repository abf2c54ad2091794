"""Two of the practice make a colleague administrator for a time: its states, and whose turn it is (A8)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, TextChoices

from carepost.domain.organisations.models import Vouching
from carepost.domain.tenancy import statements
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.ground.kernel import clock

_OPEN = f"""
    select 1 from organisations_vouching where practice_id = %s and kind = '{Vouching.Kind.MEMBERS}'
        and withdrawn_at is null and kept_at is null and ended_at is null limit 1
"""  # noqa: S608  (made of our own constant; what comes from outside is bound)


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


def is_any_open(practice_id: UUID) -> bool:
    """Whether any was neither settled nor ended: by hand, because every page asks it, and nearly always it is no."""
    return bool(statements.run(_OPEN, [practice_id]))


def going_on(practice_id: UUID) -> PracticeQuerySet[Vouching]:
    """Waiting or in force, the oldest first."""
    by_members = Vouching.objects.of(practice_id).filter(kind=Vouching.Kind.MEMBERS)
    still = by_members.filter(withdrawn_at=None, kept_at=None, ended_at=None)
    return still.filter(Q(second_at__isnull=False) | Q(expires_at__gt=clock.now())).order_by("id")


def due(practice_id: UUID) -> PracticeQuerySet[Vouching]:
    """In force, and their time is over."""
    return going_on(practice_id).filter(ends_at__lte=clock.now())
