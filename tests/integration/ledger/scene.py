"""Two practices' ledgers as they were, to be put back before each tampering, and what a thief has of them."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from carepost.actions.ledger.export import export_ledger
from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.tree import Frontier, leaf_hash
from carepost.domain.organisations.models import Practice
from carepost.ground.kernel import Actor
from tests.integration.ledger.conftest import Ledger
from tests.unit.ledger.verifier import carepost_verify

TABLES = (
    "ledger_entry",
    "ledger_detail",
    "ledger_unplaced",
    "ledger_place",
    "ledger_head",
    "ledger_checkpoint",
)
SEED = bytes(range(32))


@dataclass
class Scene:
    """The thief has the server, the files beside it and the signing key, but not `since`, which was taken away."""

    ledger: Ledger
    practice: Practice
    neighbour: Practice
    chance: random.Random
    since: Path = Path()
    old_export: Path = Path()
    _conn: psycopg.Connection[Any] | None = None

    @property
    def thief(self) -> psycopg.Connection[Any]:
        if self._conn is None:
            self._conn = self.ledger.connect("superuser")
            self._conn.autocommit = True
            self._conn.execute("set session_replication_role = replica")
        return self._conn

    def do(self, statement: str, *values: object) -> int:
        """How many rows it touched. `{p}` is the practice, `{n}` its neighbour."""
        filled = statement.format(p=f"'{self.practice.id}'", n=f"'{self.neighbour.id}'")
        return self.thief.execute(filled.encode(), values or None).rowcount

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        filled = query.format(p=f"'{self.practice.id}'", n=f"'{self.neighbour.id}'")
        return self.thief.execute(filled.encode(), values or None).fetchall()

    # ---- what was there ------------------------------------------------------------------------------

    def live(self) -> None:
        """Both practices work for a while; a backup is taken on the way, and the checkpoints are taken away after."""
        for table in TABLES:
            self.do(f"delete from {table}")
        self.ledger.outside.path.unlink(missing_ok=True)
        rounds = self.chance.randint(3, 6)
        for number in range(rounds):
            self.ledger.write(self.practice, self.chance.randint(1, 9), detail={"words": "kept sealed"})
            self.ledger.write(self.practice, self.chance.randint(1, 4))
            self.ledger.write(self.neighbour, self.chance.randint(2, 6), detail={"words": "theirs"})
            self.ledger.place()
            if number == rounds // 2:
                self.keep("backup")
                self.old_export = self.export_quietly(self.ledger.folder / "old")
        self.keep("kept")
        self.since = self.ledger.folder / "since.txt"
        shutil.copy(self.ledger.outside.path, self.since)

    def keep(self, where: str) -> None:
        self.do(f"drop schema if exists {where} cascade")
        self.do(f"create schema {where}")
        for table in TABLES:
            self.do(f"create table {where}.{table} as select * from public.{table}")

    def put_back(self, where: str = "kept", tables: Iterable[str] = TABLES) -> None:
        for table in tables:
            self.do(f"delete from public.{table}")
            self.do(f"insert into public.{table} select * from {where}.{table}")

    def as_it_was(self) -> None:
        """Everything put back, the file of checkpoints beside the database too."""
        self.put_back()
        shutil.copy(self.since, self.ledger.outside.path)

    # ---- what is handed out --------------------------------------------------------------------------

    def export(self) -> Path:
        """What `carepost ledger export` writes. Raises Conflict where it refuses."""
        path = self.ledger.folder / "export.txt"
        export_ledger(
            actor=Actor.system("console", self.practice.id),
            address=self.ledger.logins["ledger"],
            seed=SEED,
            checkpoints=self.ledger.outside.path,
            file=path,
        )
        return path

    def export_quietly(self, folder: Path) -> Path:
        """What the thief hands out: the checkpoints beside the database do not keep him from writing it."""
        real, self.ledger.folder = self.ledger.folder, folder
        folder.mkdir(exist_ok=True)
        (folder / "checkpoints.txt").unlink(missing_ok=True)
        try:
            return self.ledger.export(self.practice)
        finally:
            self.ledger.folder = real

    def verdict(self, export: Path, *, since: bool = True, deep: bool = False) -> dict[str, Any]:
        key = self.ledger.key.public_key().public_bytes_raw().hex()
        options = carepost_verify.Options(deep=deep)
        found: dict[str, Any] = carepost_verify.verify(
            str(export), str(self.since) if since else None, key, options
        )
        return found

    # ---- a thief's tools -----------------------------------------------------------------------------

    def places(self) -> list[UUID]:
        """The entries in their order."""
        return [
            row[0]
            for row in self.ask("select entry_id from ledger_place where practice_id = {p} order by idx")
        ]

    def sizes(self) -> list[int]:
        """At which sizes there are checkpoints."""
        return [
            row[0]
            for row in self.ask("select size from ledger_checkpoint where practice_id = {p} order by size")
        ]

    def somewhere(self, *, after: int = 0) -> int:
        """An index below what the checkpoints taken away vouch for."""
        return self.chance.randrange(after, len(self.places()))

    def order(self, entries: list[UUID]) -> None:
        """Give these places, in this order."""
        self.do("delete from ledger_place where practice_id = {p}")
        self.do(
            "insert into ledger_place (practice_id, idx, entry_id, leaf) select {p}, idx - 1, entry, ''"
            " from unnest(%s::uuid[]) with ordinality as given (entry, idx)",
            entries,
        )
        self.rehash()

    def rehash(self) -> list[bytes]:
        """Make hashes and head fit what the entries now are."""
        rows = self.ask(
            "select place.idx, entry.line from ledger_place place join ledger_entry entry"
            " on entry.practice_id = place.practice_id and entry.id = place.entry_id"
            " where place.practice_id = {p} order by place.idx"
        )
        leaves = [leaf_hash(line.encode()) for _, line in rows]
        self.do(
            "update ledger_place place set leaf = given.leaf"
            " from unnest(%s::bigint[], %s::bytea[]) as given (idx, leaf)"
            " where place.practice_id = {p} and place.idx = given.idx",
            *([idx for idx, _ in rows], leaves),
        )
        grown = Frontier().extend(leaves)
        self.do(
            "update ledger_head set size = %s, frontier = %s where practice_id = {p}",
            grown.size,
            grown.to_bytes(),
        )
        return leaves

    def sign(self) -> None:
        """Make every checkpoint anew with the stolen key."""
        leaves = self.rehash()
        sizes = sorted({*(size for size in self.sizes() if size < len(leaves)), len(leaves)})
        origin = notes.origin_of(str(self.practice.ods_code))
        self.do("delete from ledger_checkpoint where practice_id = {p}")
        for size in sizes:
            root = Frontier().extend(leaves[:size]).root()
            note = notes.sign(notes.Checkpoint(origin, size, root), self.ledger.key)
            self.do("insert into ledger_checkpoint values ({p}, %s, %s, %s, now())", size, root, note)
        self.do("update ledger_head set signed_size = size where practice_id = {p}")

    def cover(self) -> str:
        """How well the thief covers it up, by chance."""
        how = self.chance.choice(["left as it is", "hashes made to fit", "signed anew"])
        if how == "hashes made to fit":
            self.rehash()
        elif how == "signed anew":
            self.sign()
        return how


def number(name: str, usual: int) -> int:
    return int(os.environ.get(name) or usual)
