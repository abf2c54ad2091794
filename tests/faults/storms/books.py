"""Two practices' ledgers: who writes in them, who gives places, and what may not have become of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.export import export
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.ledger.record import record
from carepost.domain.ledger.sequencer import Sequencer
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Conflict, new_id
from tests.cast import Cast
from tests.unit.ledger.verifier import carepost_verify


@dataclass
class Books:
    cast: Cast
    logins: dict[str, str]
    folder: Path
    """where the checkpoints are kept, and exports written"""
    key: Any = field(default_factory=lambda: notes.load_key(bytes(range(32))))

    @property
    def practices(self) -> list[UUID]:
        return [self.cast.riverside.practice.id, self.cast.millbrook.practice.id]

    @property
    def outside(self) -> OutsideFile:
        return OutsideFile(self.folder / "checkpoints.txt")

    def write(self, count: int, meanwhile: Callable[[], object] = int) -> None:
        """Each practice writes; `meanwhile` happens when the entries have their numbers and are not committed."""
        for surgery in (self.cast.riverside, self.cast.millbrook):
            with acting_for(surgery.practice.id):
                for _ in range(count):
                    about = {"conversation": new_id()}
                    record(actor=surgery.system, event=Event.CONVERSATION_OPENED, about=about)
                meanwhile()

    def place(self) -> int:
        with psycopg.connect(self.logins["ledger"]) as conn:
            return Sequencer(conn, self.key, self.outside).round(force=True)

    def place_riverside(self) -> int:
        with psycopg.connect(self.logins["ledger"]) as conn:
            return Sequencer(conn, self.key, self.outside).serve(self.cast.riverside.practice.id, force=True)

    def wrongs(self) -> list[str]:
        """One sentence for each entry lost, placed twice or not at all, and whatever the verifier finds."""
        return [wrong for practice in self.practices for wrong in self._wrongs_of(practice)]

    def entries(self) -> int:
        return int(self._rows("select count(*) from ledger_entry")[0][0])

    def _wrongs_of(self, practice: UUID) -> Iterator[str]:
        written = {
            row[0] for row in self._rows("select id from ledger_entry where practice_id = %s", practice)
        }
        placed = self._rows(
            "select idx, entry_id from ledger_place where practice_id = %s order by idx", practice
        )
        if [idx for idx, _ in placed] != list(range(len(placed))):
            yield "there is a gap in the places"
        if len({entry for _, entry in placed}) != len(placed):
            yield "an entry has two places"
        if lost := len(written - {entry for _, entry in placed}):
            yield f"{lost} entries have no place"
        yield from self._found_by_the_verifier(practice, len(written))

    def _found_by_the_verifier(self, practice: UUID, written: int) -> Iterator[str]:
        """From the export, the checkpoints outside and the public key alone."""
        path = self.folder / "export.txt"
        try:
            with psycopg.connect(self.logins["ledger"]) as conn, path.open("w", encoding="utf-8") as out:
                exported = export(conn, practice, out, signing_key=self.key, outside=self.outside)
        except Conflict as refusal:
            yield refusal.reason
            return
        public = self.key.public_key().public_bytes_raw().hex()
        verdict = carepost_verify.verify(str(path), str(self.outside.path), public)
        yield from (f"the verifier: {finding}" for finding in verdict["findings"])
        if exported != written:
            yield f"{written} entries were written, {exported} are in the export"

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.logins["superuser"]) as conn:
            return conn.execute(query.encode(), values).fetchall()
