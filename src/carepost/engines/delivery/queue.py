"""Looking at envelopes and moving one on: every move is a conditional update that must change exactly one row."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from carepost.engines.delivery.models import Attempt, Envelope, LoopbackCopy
from carepost.engines.delivery.states import sources_of
from carepost.ground.kernel import Conflict

State = Envelope.State


def move(
    envelope: Envelope, to: Envelope.State, now: datetime, *, held_by: UUID | None = None, **changes: object
) -> None:
    """Move this envelope to a state it may reach from where it is; Conflict when somebody moved it first.

    With `held_by`, only while that claim still holds it.
    """
    rows = Envelope.objects.of(envelope.practice_id).filter(id=envelope.id, state__in=sources_of(to))
    if held_by is not None:
        rows = rows.filter(claim=held_by)
    if rows.update(state=to, state_at=now, **changes) != 1:
        raise Conflict("This message has moved on since: look at it again before you decide.")
    envelope.refresh_from_db()


def count_due(practice_id: UUID, mailbox_id: UUID, now: datetime, at_most: int) -> int:
    """How many wait to leave this mailbox now, counted no further than `at_most`."""
    due = Envelope.objects.of(practice_id).filter(mailbox=mailbox_id, state=State.QUEUED, not_before__lte=now)
    return due[:at_most].count()


def may_have_left(envelope: Envelope) -> bool:
    """Whether an earlier attempt reached its final dot and was never settled."""
    return (
        Attempt.objects.of(envelope.practice_id)
        .filter(envelope=envelope, dot_at__isnull=False, outcome__in=["", Attempt.Outcome.UNCERTAIN])
        .exists()
    )


def copy_seen(envelope: Envelope) -> bool:
    return LoopbackCopy.objects.of(envelope.practice_id).filter(envelope=envelope).exists()


def stale(practice_id: UUID, state: Envelope.State, before: datetime) -> list[Envelope]:
    """Envelopes whose worker has not been heard of since `before`, locked.

    Without the lock a worker might reach its dot between this look and the move that takes its claim back.
    """
    rows = Envelope.objects.of(practice_id).filter(state=state, state_at__lt=before).order_by("state_at")
    return list(rows.select_for_update(skip_locked=True, of=("self",)))


def next_due(practice_id: UUID) -> datetime | None:
    return (
        Envelope.objects.of(practice_id)
        .filter(state=State.QUEUED)
        .order_by("not_before")
        .values_list("not_before", flat=True)
        .first()
    )


def backoff(attempts: int, first: int) -> timedelta:
    """Doubling from `first` seconds, at most an hour."""
    return timedelta(seconds=min(3600, first * 2 ** max(0, attempts - 1)))
