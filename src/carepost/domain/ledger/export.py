"""A practice's ledger as one text file, which `verifier/carepost_verify.py` checks without us.

The head says what it is; after `entries` comes each entry in its place (its exact line, a tab, the leaf hash
kept with the place); after `checkpoints` the signed notes. Nothing in it is personal: lines hold ids only.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.ledger.sequencer import Connection, Sequencer
from carepost.ground.kernel import clock

FORMAT = "carepost-ledger-export 1"
FETCH = 10_000

SIGNED = """
    select head.origin, (select max(size) from ledger_checkpoint where practice_id = head.practice_id)
    from ledger_head head where head.practice_id = %s
"""
# What stands at a place whose entry is gone is an empty line, so that the verifier can name it.
ENTRIES = """
    select coalesce(entry.line, ''), place.leaf from ledger_place place
    left join ledger_entry entry on entry.practice_id = place.practice_id and entry.id = place.entry_id
    where place.practice_id = %(practice)s and place.idx < %(size)s order by place.idx
"""
NOTES = (
    "select note from ledger_checkpoint where practice_id = %(practice)s and size <= %(size)s order by size"
)


def export(
    conn: Connection, practice: UUID, out: TextIO, *, signing_key: Ed25519PrivateKey, outside: OutsideFile
) -> int:
    """Place and sign what waits, then write the whole ledger to `out`; how many entries. Ledger login."""
    Sequencer(conn, signing_key, outside, patient=True).serve(practice, force=True)
    with _snapshot(conn):
        origin, size = _signed(conn, practice)
        rows = {"practice": practice, "size": size}
        out.write(_head(practice, origin, size, notes.verifier_key(origin, signing_key.public_key())))
        out.writelines(_entry(line, leaf) for line, leaf in _stream(conn, ENTRIES, rows))
        out.write("\ncheckpoints\n")
        out.writelines(f"\n{note}" for (note,) in _stream(conn, NOTES, rows))
    return size


@contextmanager
def _snapshot(conn: Connection) -> Iterator[None]:
    """One view of the ledger, however long the writing takes."""
    with conn.transaction():
        conn.execute("set transaction isolation level repeatable read, read only")
        yield


def _signed(conn: Connection, practice: UUID) -> tuple[str, int]:
    row = conn.execute(SIGNED, [practice]).fetchone()
    if row is None:
        raise LookupError(f"no ledger of practice {practice}")
    return row[0], row[1]


def _stream(conn: Connection, query: str, rows: dict[str, Any]) -> Iterator[tuple[Any, ...]]:  # Any: columns
    with conn.cursor(name="ledger_export") as cursor:
        cursor.itersize = FETCH
        yield from cursor.execute(query, rows)


def _head(practice: UUID, origin: str, size: int, key: str) -> str:
    ods = origin.removeprefix(notes.ORIGIN)
    facts = {"practice": practice, "ods": ods, "origin": origin, "key": key, "size": size}
    facts["made"] = clock.now().isoformat(timespec="seconds")
    return f"{FORMAT}\n" + "".join(f"{name} {value}\n" for name, value in facts.items()) + "\nentries\n\n"


def _entry(line: str, leaf: bytes) -> str:
    # A line has neither; if someone put one there, the file keeps its shape and the hash shows it.
    shown = line.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return f"{shown}\t{base64.b64encode(leaf).decode('ascii')}\n"
