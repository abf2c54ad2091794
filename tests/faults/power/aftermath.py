"""What must be there when the power comes back: all that somebody was told is safe, and nothing half."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg.conninfo import make_conninfo

from carepost.ground.kernel import CarepostError
from carepost.ground.postgres import starter
from carepost.ground.vault import FolderStore, Vault
from tests.cast import Cast
from tests.faults.storms.books import Books

KEPT_BYTES = """
    select 'letter', practice_id, object_id, sha256 from intake_arrival union all
    select 'envelope', practice_id, object_id, sha256 from delivery_envelope
"""


@dataclass(frozen=True)
class Told:
    """What had been said before the cut: digests answered with 250, keys of forms accepted, Message-IDs taken by
    the service, and the checkpoints outside.
    """

    stored: frozenset[str]
    pressed: frozenset[str]
    taken: frozenset[str]
    outside: bytes

    @property
    def count(self) -> int:
        return len(self.stored) + len(self.pressed) + len(self.taken)


@dataclass
class Aftermath:
    """One copy of an instance's home, looked at with a database of its own."""

    home: Path
    cast: Cast
    logins: dict[str, str]
    master_key: bytes
    folder: Path

    def wrongs(self, told: Told) -> list[str]:
        """One sentence for each promise that was broken."""
        try:
            with starter.database(self.home, durable=False) as server:
                return list(self._wrongs(told, str(server.socket_folder)))
        except (CarepostError, psycopg.Error) as error:
            return [f"the database is not usable: {type(error).__name__}"]

    def _wrongs(self, told: Told, socket: str) -> Iterator[str]:
        logins = {name: make_conninfo(login, host=socket) for name, login in self.logins.items()}
        with psycopg.connect(logins["superuser"]) as conn:
            yield from self._broken_promises(told, lambda query: conn.execute(query.encode()).fetchall())
        self.folder.mkdir()
        (self.folder / "checkpoints.txt").write_bytes(told.outside)
        books = Books(self.cast, logins, self.folder)
        books.place()
        yield from books.wrongs()
        shutil.rmtree(self.folder)

    def _broken_promises(self, told: Told, rows: Callable[[str], list[tuple[Any, ...]]]) -> Iterator[str]:
        stored = {digest for (digest,) in rows("select sha256 from intake_arrival")}
        yield from (
            f"letter {digest[:8]} was answered with 250 and is gone" for digest in told.stored - stored
        )
        pressed = {str(key) for (key,) in rows("select send_key from correspondence_message")}
        yield from (f"form {key} was accepted and is gone" for key in told.pressed - pressed)
        states = dict(rows("select mime_message_id, state from delivery_envelope"))
        for taken in told.taken:
            if states.get(taken) not in {"accepted", "dot_pending", "uncertain"}:
                yield f"{taken} was taken and is {states.get(taken, 'gone')}: it would be sent again"
        yield from (wrong for row in rows(KEPT_BYTES) if (wrong := self._unreadable(*row)))

    def _unreadable(self, what: str, practice: UUID, object_id: UUID, digest: str) -> str:
        vault = Vault(FolderStore(self.home / "vault"), self.master_key)
        try:
            found = hashlib.sha256(vault.get(practice, object_id)).hexdigest()
        except CarepostError as error:
            return f"{what} {digest[:8]} has a row and no bytes ({type(error).__name__})"
        return "" if found == digest else f"{what} {digest[:8]} has other bytes"
