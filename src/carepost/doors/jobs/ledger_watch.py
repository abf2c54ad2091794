"""How far the ledger is behind, seen with its own login: the app may not look at what waits there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg

from carepost.ground.kernel import clock

Connect = Callable[[], psycopg.Connection[tuple[Any, ...]]]  # Any: what a column holds

# An entry's id begins with its time (version 7), so the smallest is the oldest. It has no place yet, or it has one
# over which nothing was signed: then the first of these stands at the size that was signed last.
BEHIND = """
    select (select count(*) from ledger_unplaced),
        least(
            (select min(entry_id::text) from ledger_unplaced),
            (select min(place.entry_id::text) from ledger_head head join ledger_place place
             on place.practice_id = head.practice_id and place.idx = head.signed_size
             where head.size > head.signed_size)),
        (select max(signed_at) from ledger_head)
"""


class LedgerWatch:
    """Keeps its connection; makes a new one after the database was away."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._conn: psycopg.Connection[tuple[Any, ...]] | None = None

    def figures(self) -> dict[str, float]:
        """None of them while the ledger cannot be seen: what is missing is noticed, what is old is believed."""
        try:
            return self._look()
        except psycopg.Error:
            self._conn = None
            return {}

    def _look(self) -> dict[str, float]:
        if self._conn is None:
            self._conn = self._connect()
            self._conn.autocommit = True
        row = self._conn.execute(BEHIND).fetchone()
        unplaced, oldest, signed_at = row or (0, None, None)
        found = {"ledger_unplaced": float(unplaced), "ledger_behind_seconds": _age_of(oldest)}
        if signed_at is not None:
            found["ledger_signed_ago_seconds"] = max(0.0, (clock.now() - signed_at).total_seconds())
        return found


def _age_of(entry_id: str | None) -> float:
    if entry_id is None:
        return 0.0
    written = datetime.fromtimestamp((UUID(entry_id).int >> 80) / 1000, UTC)
    return max(0.0, (clock.now() - written).total_seconds())
