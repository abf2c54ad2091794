"""The checkpoints outside the database against the ledgers in it, as far as that goes without reading them through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

from carepost.config.database import conninfo
from carepost.domain.ledger.outside import OutsideFile
from carepost.doors.commands.checkup.finding import Finding, House, look, well, wrong

HEADS = "select practice_id, origin, size, signed_size from ledger_head order by origin"
ROOT = "select root from ledger_checkpoint where practice_id = %s and size = %s"
RESTORED = (
    "Was the database restored from an older copy? docs/operate/backup.md, The ledger after a restore. "
    "If not, keep everything as it is, and have the ledger verified by somebody else."
)


def checkpoints(house: House) -> Iterator[Finding]:
    path = house.instance.checkpoints_file
    with psycopg.connect(conninfo(house.instance, "ledger"), connect_timeout=5) as conn:
        heads = conn.execute(HEADS).fetchall()
        signed = sum(1 for head in heads if head[3])
        if signed and not path.exists():
            yield wrong(
                "checkpoints", f"{path} is missing, though {signed} ledgers are signed.", _put_back(path)
            )
            return
        outside = OutsideFile(path)
        found = [words for head in heads if (words := _against(conn, outside, *head))]
    for words in found:
        yield wrong("checkpoints", words, RESTORED)
    if found:
        return
    if not signed:
        yield look(
            "checkpoints", "No ledger is signed yet.", "The worker signs within a minute of the first entry."
        )
    else:
        yield well(
            "checkpoints", f"The file outside agrees with {signed} signed ledgers. Copy it elsewhere, often."
        )


def _put_back(path: object) -> str:
    return f"Put it back from where you copy it to ({path}). Without it a cut ledger does not show."


def _against(
    conn: psycopg.Connection[Any], outside: OutsideFile, practice: object, origin: str, size: int, signed: int
) -> str:
    """What is not as it should be with one ledger, or ""."""
    known = outside.longest(origin)
    if known is None:
        return (
            f"{origin}: the file outside knows nothing of it, though {signed} entries are signed."
            if signed
            else ""
        )
    if known.size > size:
        return f"{origin}: the file outside vouches for {known.size} entries, the database has {size}."
    row = conn.execute(ROOT, [practice, known.size]).fetchone()
    if row is not None and bytes(row[0]) != known.root:
        return (
            f"{origin}: the file outside and the database do not agree about the first {known.size} entries."
        )
    if known.size < signed:
        return f"{origin}: the file outside ends at {known.size} entries, and {signed} are signed."
    return ""
