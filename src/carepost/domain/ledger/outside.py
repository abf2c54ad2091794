"""The checkpoints outside the database: only against them does a cut or rewritten ledger show."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from carepost.domain.ledger.checkpoint import Checkpoint, read
from carepost.ground.kernel import Unavailable

# Notes stand one after the other with an empty line between. What a crash cut short matches nothing.
NOTE = re.compile(
    r"^\S+\n\d{1,18}\n[A-Za-z0-9+/]{43}=\n\n(?:\N{EM DASH} \S+ [A-Za-z0-9+/=]{92,}\n)+", re.MULTILINE
)
LONGEST_NOTE = 4096


@dataclass(slots=True)
class OutsideFile:
    """An append-only file of signed notes that knows the longest checkpoint of each ledger in it."""

    path: Path
    _seen: int = 0
    _longest: dict[str, Checkpoint] = field(default_factory=dict)

    def append(self, note: str) -> None:
        """Add one note and return when it is on the disk; several processes may do so at once."""
        new = not self.path.exists()
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            data = f"\n{note}".encode()  # begins with a line end: a note cut short before it stays apart
            if os.write(descriptor, data) != len(data):
                raise Unavailable("The file of checkpoints takes no more.")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if new:
            _sync_folder(self.path.parent)

    def longest(self, origin: str) -> Checkpoint | None:
        """The largest checkpoint of a ledger in the file. Reads only what was added since the last call."""
        for note in self._new_notes():
            found = read(note)
            known = self._longest.get(found.origin)
            if known is None or found.size >= known.size:
                self._longest[found.origin] = found
        return self._longest.get(origin)

    def _new_notes(self) -> list[str]:
        if not self.path.exists():
            return []
        with self.path.open("rb") as file:
            file.seek(
                max(0, self._seen - LONGEST_NOTE)
            )  # again over the end: a note may have been half there
            data = file.read()
            self._seen = file.tell()
        return NOTE.findall(data.decode("utf-8", "replace"))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
