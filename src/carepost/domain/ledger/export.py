"""A practice's ledger as one text file, which `verifier/carepost_verify.py` checks without us.

The head says what it is; after `entries` comes each entry in its place (its exact line, a tab, the leaf hash
kept with the place); after `checkpoints` the signed notes. Where the database has something beside a line or a
note that contradicts it, that is named behind it, and the verifier finds it. Nothing in it is personal: lines
hold ids only.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, TextIO
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.beside import COLUMNS, contradictions
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.ledger.sequencer import Connection, Sequencer
from carepost.domain.ledger.tree import leaf_hash
from carepost.ground.kernel import clock

FORMAT = "carepost-ledger-export 1"
FETCH = 10_000

SIGNED = """
    select head.origin, (select max(size) from ledger_checkpoint where practice_id = head.practice_id)
    from ledger_head head where head.practice_id = %s
"""
# What stands at a place whose entry is gone is an empty line, so that the verifier can name it.
# After the line, and after the leaf, stand the COLUMNS in their order.
ENTRIES = """
    select coalesce(entry.line, ''), place.leaf, entry.practice_id, entry.id, entry.at, entry.event,
        entry.actor_kind, entry.actor_id, entry.conversation_id, entry.message_id, entry.patient_id
    from ledger_place place
    left join ledger_entry entry on entry.practice_id = place.practice_id and entry.id = place.entry_id
    where place.practice_id = %(practice)s and place.idx < %(size)s order by place.idx
"""
# An entry has a place or waits for one; one that does neither was taken out of the order.
HIDDEN = """
    select entry.line, entry.practice_id, entry.id, entry.at, entry.event,
        entry.actor_kind, entry.actor_id, entry.conversation_id, entry.message_id, entry.patient_id
    from ledger_entry entry where entry.practice_id = %(practice)s
    and not exists (select from ledger_place place
        where place.practice_id = entry.practice_id and place.entry_id = entry.id)
    and not exists (select from ledger_unplaced waits
        where waits.practice_id = entry.practice_id and waits.entry_id = entry.id)
    order by entry.id
"""
NOTES = """
    select note, size, root from ledger_checkpoint
    where practice_id = %(practice)s and size <= %(size)s order by size
"""


def export(
    conn: Connection,
    practice: UUID,
    out: TextIO,
    *,
    signing_key: Ed25519PrivateKey,
    outside: OutsideFile,
    faulty: Collection[UUID] = (),
) -> int:
    """Place and sign what waits, then write the whole ledger to `out`; how many entries. Ledger login.

    `faulty`: entries whose detail, which that login may not read, is not the one recorded (`details.faulty`).
    """
    Sequencer(conn, signing_key, outside, patient=True).serve(practice, force=True)
    with _snapshot(conn):
        origin, size = _signed(conn, practice)
        rows = {"practice": practice, "size": size}
        out.write(_head(practice, origin, size, notes.verifier_key(origin, signing_key.public_key())))
        for line, leaf, *columns in _stream(conn, ENTRIES, rows):
            out.write(_entry(line, leaf, _beside(line, columns, faulty)))
        for line, *columns in _stream(conn, HIDDEN, rows):
            out.write(_entry(line, leaf_hash(line.encode()), ["place", *_beside(line, columns, faulty)]))
        out.write("\ncheckpoints\n")
        out.writelines(_note(*row) for row in _stream(conn, NOTES, rows))
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
    facts = {"practice": practice, "ods": notes.ods_of(origin), "origin": origin, "key": key, "size": size}
    facts["made"] = clock.now().isoformat(timespec="seconds")
    return f"{FORMAT}\n" + "".join(f"{name} {value}\n" for name, value in facts.items()) + "\nentries\n\n"


def _beside(line: str, columns: list[Any], faulty: Collection[UUID]) -> list[str]:
    if not line:
        return []
    return contradictions(line, columns) + ["detail"] * (columns[COLUMNS.index("id")] in faulty)


def _entry(line: str, leaf: bytes, beside: list[str]) -> str:
    # A line has none of these; if someone put one there, the file keeps its shape and the hash shows it.
    shown = line.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    behind = f"\t{' '.join(beside)}" if beside else ""
    return f"{shown}{behind}\t{base64.b64encode(leaf).decode('ascii')}\n"


def _note(note: str, size: int, root: bytes) -> str:
    try:
        said = notes.read(note)
        fits = (said.size, said.root) == (size, root)
    except ValueError:
        fits = False
    return (
        f"\n{note}" if fits else f"\n{note}\nThe row of {size} entries says something else than its note.\n"
    )
