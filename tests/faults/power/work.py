"""All that goes on in a practice, each in a process of its own, until the power goes; and what they were told."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import Error

from carepost.ground.kernel import Unavailable
from tests.faults.power.aftermath import Told
from tests.faults.storms import forks, post_room
from tests.faults.storms.books import Books
from tests.faults.storms.letter_box import LetterBox, listening
from tests.faults.storms.post_room import PostRoom


@dataclass
class Work:
    """`diary`: a line for each thing that somebody was told is safe, written after they were told."""

    room: PostRoom
    box: LetterBox
    books: Books
    diary: Path

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Letters are written, delivered, handed over and read, and the ledger is placed and signed."""
        with listening() as (_, port):
            kinds = [
                self.write,
                self.room.deliver,
                lambda: self.hand_over(port),
                self.box.read,
                self.books.place,
            ]
            pids = [forks.start(lambda kind=kind: for_ever(kind)) for kind in kinds]
            try:
                yield
            finally:
                for pid in pids:
                    forks.end(pid)

    def until_told(self, more: int) -> None:
        """Wait until so many more things were promised."""
        enough, late = self.told().count + more, time.monotonic() + 60
        while self.told().count < enough:
            assert time.monotonic() < late, "nothing goes on"
            time.sleep(0.01)

    def told(self) -> Told:
        """Up to this moment. What the service took is looked at first: it may take more while we look."""
        taken = frozenset(one.message_id for one in self.room.service.log.messages())
        lines = self.diary.read_text().splitlines() if self.diary.exists() else []
        words = [line.split() for line in lines]
        stored = frozenset(what for kind, what in words if kind == "stored")
        pressed = frozenset(what for kind, what in words if kind == "pressed")
        outside = self.books.outside.path
        return Told(stored, pressed, taken, outside.read_bytes() if outside.exists() else b"")

    def write(self) -> None:
        key = self.room.new_key()
        post_room.press(self.room, key)
        self._note("pressed", str(key))

    def hand_over(self, port: int) -> None:
        raw = self.box.letter(os.urandom(8).hex().encode())
        self.box.hand_over(port, raw)
        self._note("stored", hashlib.sha256(raw).hexdigest())

    def _note(self, kind: str, what: str) -> None:
        with self.diary.open("a") as diary:
            diary.write(f"{kind} {what}\n")


def for_ever(work: Callable[[], object]) -> None:
    """Until it is killed; a database that is away comes back."""
    while True:
        with suppress(Error, psycopg.Error, Unavailable, OSError):
            work()
        time.sleep(0.01)
