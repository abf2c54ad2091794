"""Whether every ledger in a database is whole: asked of a copy before it is put to use."""

from __future__ import annotations

from typing import Any

import psycopg

from carepost.domain.ledger.tree import Frontier, leaf_hash
from carepost.ground.kernel import Conflict

HEADS = "select practice_id, origin, size, frontier from ledger_head"
PLACED = """
    select place.idx, place.leaf, entry.line from ledger_place place
    left join ledger_entry entry on entry.practice_id = place.practice_id and entry.id = place.entry_id
    where place.practice_id = %s order by place.idx
"""
SIGNED = "select size, root from ledger_checkpoint where practice_id = %s"


def check_whole(superuser: str) -> None:
    """Raises Conflict where lines, hashes, places, head and checkpoints do not fit. `superuser`: a conninfo."""
    with psycopg.connect(superuser) as connection:
        there = connection.execute("select to_regclass('public.ledger_head') is not null").fetchone()
        if there and there[0]:
            for head in connection.execute(HEADS).fetchall():
                _check(connection, *head)


def _check(
    connection: psycopg.Connection[tuple[Any, ...]], practice: object, origin: str, size: int, edge: bytes
) -> None:
    signed = dict(connection.execute(SIGNED, [practice]).fetchall())
    grown, fits = Frontier(), signed.pop(0, Frontier().root()) == Frontier().root()
    with connection.cursor(name="whole") as rows:
        for idx, leaf, line in rows.execute(PLACED, [practice]):
            fits = fits and idx == grown.size and line is not None and leaf == leaf_hash(line.encode())
            grown = grown.extend([leaf])
            if grown.size in signed:
                fits = fits and signed.pop(grown.size) == grown.root()
    if not fits or signed or (grown.size, grown.to_bytes()) != (size, edge):
        raise Conflict(f"The ledger {origin} does not verify in the copy. The old database stays in use.")
