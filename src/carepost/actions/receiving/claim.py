"""Which arrivals this process reads next: claimed together, counted before they are begun, one reader for each.

A claim is the count and a lock of this database session, which ends with the session: what a killed reader had
claimed is free at once. What was begun before and never ended is claimed alone, so that a message which kills its
reader takes no other with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import F

from carepost.actions.receiving.forgiving import forgiving, make_good
from carepost.domain.tenancy import statements
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival

State = Arrival.State

# More than all readers of a practice hold at a time, so that what a killed one left is seen behind theirs; and no
# more, so that a long queue costs nothing.
_HEAD = 500
_BEGUN = """
    select id from (
        select id, reads from intake_arrival where practice_id = %s and state = 'stored' order by at, id limit %s
    ) head where reads > 0
"""
_FRESH = """
    select id from intake_arrival where practice_id = %s and state = 'stored' and reads = 0
    order by at, id limit %s for update skip locked
"""
_LOCK = "select pg_try_advisory_lock(%s)"
_LOCK_ALL = "select bool_and(pg_try_advisory_lock(key)) from unnest(%s::bigint[]) key"
_UNLOCK_ALL = "select pg_advisory_unlock(key) from unnest(%s::bigint[]) key"


def claim(practice_id: UUID, at_most: int) -> list[Arrival]:
    """What to read now, oldest first; `let_go` must follow. More than one only of what was never begun.

    Counted and committed before any is begun, so that a poison message is noticed.
    """
    make_good(practice_id)
    claimed: list[Arrival] = []
    with forgiving(practice_id, claimed), acting_for(practice_id):
        claimed += _one_begun(practice_id) or _fresh(practice_id, at_most)
    return claimed


def let_go(arrivals: Sequence[Arrival]) -> None:
    statements.run(_UNLOCK_ALL, [_keys(one.id for one in arrivals)])


def _one_begun(practice_id: UUID) -> list[Arrival]:
    for (one,) in statements.run(_BEGUN, [practice_id, _HEAD]):
        if statements.run(_LOCK, _keys([one])) == [(True,)]:
            # Its reader may have ended well since we looked.
            if found := _counted(practice_id, [one]):
                return found
            statements.run(_UNLOCK_ALL, [_keys([one])])
    return []


def _fresh(practice_id: UUID, at_most: int) -> list[Arrival]:
    fresh = [one for (one,) in statements.run(_FRESH, [practice_id, at_most])]
    statements.run(_LOCK_ALL, [_keys(fresh)])
    return _counted(practice_id, fresh)


def _counted(practice_id: UUID, ids: Sequence[UUID]) -> list[Arrival]:
    if not ids:
        return []
    rows = Arrival.objects.of(practice_id).filter(id__in=ids, state=State.STORED)
    rows.update(reads=F("reads") + 1)
    return list(rows.order_by("at", "id"))


def _keys(ids: Iterable[UUID]) -> list[int]:
    """A lock's number: the random end of an id, as PostgreSQL's bigint."""
    return [int.from_bytes(one.bytes[8:], signed=True) for one in ids]
