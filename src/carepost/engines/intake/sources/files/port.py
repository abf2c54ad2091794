"""What every kind of archive hands over. No file's name is in it: people name files after patients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

FROM_A_FILE = "import:"
"""how the source key of every message begins that was found in a file"""


@dataclass(frozen=True, slots=True)
class Filed:
    """One message, byte for byte. `source_key` is the same whenever the same place is read again.

    `place` says for people where it stands; `upto` is how many octets of the archive are behind us with it.
    """

    source_key: str
    raw: bytes = field(repr=False)
    place: str
    upto: int
    junk: bool = False


@dataclass(frozen=True, slots=True)
class NotRead:
    """A message, or what should have held some, that was left out; `reason` is a clause for people."""

    place: str
    reason: str
    upto: int


class Archive(Protocol):
    """Messages in a fixed order. Iterating again reads again."""

    @property
    def kind(self) -> str:
        """What it was recognised as, for people."""
        ...

    @property
    def octets(self) -> int:
        """How large it was when it was opened."""
        ...

    @property
    def passed_over(self) -> int:
        """How many files beside the messages are none."""
        ...

    def __iter__(self) -> Iterator[Filed | NotRead]: ...
