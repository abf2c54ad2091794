"""Whether a ledger grew from what a checkpoint outside the database vouches for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg

from carepost.domain.ledger.checkpoint import Checkpoint
from carepost.domain.ledger.tree import root_of

ROOT = "select root from ledger_checkpoint where practice_id = %s and size = %s"
LEAVES = "select leaf from ledger_place where practice_id = %s and idx < %s order by idx"


def agrees(
    conn: psycopg.Connection[tuple[Any, ...]], practice: UUID, ours: Checkpoint, known: Checkpoint
) -> bool:
    """Whether `ours`, the tree as it is, begins with the entries that `known` vouches for."""
    if known.size >= ours.size:
        return known == ours
    row = conn.execute(ROOT, [practice, known.size]).fetchone()
    return known.root == (row[0] if row else _root_at(conn, practice, known.size))


def _root_at(conn: psycopg.Connection[tuple[Any, ...]], practice: UUID, size: int) -> bytes:
    """By counting again. Only after a crash between the file outside and the table is there no row to ask."""
    return root_of([leaf for (leaf,) in conn.execute(LEAVES, [practice, size])])
