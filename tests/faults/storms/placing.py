"""The steps of the ledger, from what waits to a checkpoint that is signed, outside and in the table."""

from __future__ import annotations

import os

from carepost.domain.ledger import sequencer
from carepost.domain.ledger.outside import OutsideFile
from tests.faults.storms.steps import Step

SEQUENCER = "carepost.domain.ledger.sequencer:Sequencer"
APPEND = "carepost.domain.ledger.outside:OutsideFile.append"
EXECUTE = "psycopg:Connection.execute"


def _runs(query: str):
    return lambda _conn, text, *_: text == query


def _is_a_note(_descriptor: int, data: bytes) -> bool:
    return b"/ledger/" in data


def _half_the_note(outside: OutsideFile, note: str) -> None:
    with outside.path.open("ab") as file:
        file.write(f"\n{note}".encode()[: len(note) // 2])
        os.fsync(file.fileno())


PLACING = [
    Step("head read, nothing taken", f"{SEQUENCER}._head"),
    Step("taken and placed, tree not grown", EXECUTE, fits=_runs(sequencer.PLACE)),
    Step("tree grown, not committed", EXECUTE, fits=_runs(sequencer.GROW)),
    Step("placed, not signed", f"{SEQUENCER}._place"),
]
SIGNING = [
    Step("signed, nothing outside", APPEND, "before"),
    Step("amid the note outside", APPEND, "before", first=_half_the_note),
    Step("note outside, not flushed", "carepost.domain.ledger.outside:os.write", fits=_is_a_note),
    Step("note outside, not in the table", APPEND),
    Step("note in the table, not committed", EXECUTE, fits=_runs(sequencer.KEEP)),
    Step("signed size written, not committed", EXECUTE, fits=_runs(sequencer.SIGNED)),
    Step("signed and committed", f"{SEQUENCER}._sign"),
]
STEPS = [*PLACING, *SIGNING]
