"""A ledger on real PostgreSQL: entries written as the app, places given as the ledger's login."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.export import export
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.ledger.record import record
from carepost.domain.ledger.sequencer import Sequencer
from carepost.domain.organisations.models import Practice
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor
from carepost.ground.kernel.ids import new_id
from tests.unit.ledger.verifier import carepost_verify


@dataclass
class Ledger:
    """One installation: its logins, its signing key, and its file of checkpoints outside the database."""

    logins: dict[str, str]
    folder: Path
    key: Any = field(default_factory=lambda: notes.load_key(bytes(range(32))))

    @property
    def outside(self) -> OutsideFile:
        return OutsideFile(self.folder / "checkpoints.txt")

    def sequencer(self, **more: Any) -> Sequencer:
        return Sequencer(self.connect("ledger"), self.key, self.outside, **more)

    def connect(self, login: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self.logins[login])

    def write(self, practice: Practice, count: int = 1, **more: Any) -> list[UUID]:
        actor = Actor.system("reception", practice.id)
        with acting_for(practice.id):
            about = {"conversation": new_id()}
            return [
                record(actor=actor, event=Event.CONVERSATION_OPENED, about=about, **more)
                for _ in range(count)
            ]

    def place(self) -> int:
        with self.connect("ledger") as conn:
            return Sequencer(conn, self.key, self.outside).round(force=True)

    def export(self, practice: Practice) -> Path:
        path = self.folder / "export.txt"
        with self.connect("ledger") as conn, path.open("w", encoding="utf-8") as out:
            export(conn, practice.id, out, signing_key=self.key, outside=self.outside)
        return path

    def verdict(self, export_file: Path, *, outside: bool = True) -> dict[str, Any]:
        key = self.key.public_key().public_bytes_raw().hex()
        found: dict[str, Any] = carepost_verify.verify(
            str(export_file), str(self.outside.path) if outside else None, key
        )
        return found

    def as_superuser(self, *statements: str) -> None:
        """What an attacker who owns the database server can do: past grants, triggers and fences."""
        with self.connect("superuser") as conn:
            conn.execute("set session_replication_role = replica")
            for statement in statements:
                conn.execute(statement)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.connect("superuser") as conn:
            return conn.execute(query).fetchall()


@pytest.fixture
def ledger(transactional_db: None, logins: dict[str, str], tmp_path: Path) -> Ledger:
    return Ledger(logins, tmp_path)


def practice(ods: str, number: int) -> Practice:
    return Practice.objects.create(ods_code=ods, name=f"Practice {ods}", short_id=number)


@pytest.fixture
def riverside(ledger: Ledger) -> Practice:
    return practice("Y90001", 1)


@pytest.fixture
def millbrook(ledger: Ledger) -> Practice:
    return practice("Y90002", 2)


@pytest.fixture
def kept(ledger, riverside):
    """Twelve entries, signed when there were four, eight and twelve."""
    for _ in range(3):
        ledger.write(riverside, 4, detail={"words": "not for the verifier"})
        ledger.place()
    return ledger
