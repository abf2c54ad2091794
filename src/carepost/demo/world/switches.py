"""What the visitor can break on purpose, and how the stand-in remembers it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from carepost.demo.world.files import read_record, write_record


class Tls(StrEnum):
    """How the submission server encrypts."""

    GOOD = "good"
    BROKEN = "broken"
    EXPIRED = "expired"
    ABSENT = "absent"


class Answer(StrEnum):
    """What the submission server does with mail."""

    NORMAL = "normal"
    HOLD = "hold"
    DROP = "drop"
    DROP_LOST = "drop-lost"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"


TLS_WORDS: Mapping[Tls, str] = {
    Tls.GOOD: "Good: a certificate for the right name",
    Tls.BROKEN: "Broken: a certificate for another host",
    Tls.EXPIRED: "Expired: a certificate that ended 30 days ago",
    Tls.ABSENT: "Absent: no encryption offered at all",
}
ANSWER_WORDS: Mapping[Answer, str] = {
    Answer.NORMAL: "Accept at once",
    Answer.HOLD: "Accept slowly",
    Answer.DROP: "Take the mail, then drop the line without a word",
    Answer.DROP_LOST: "Drop the line without a word, and lose the mail",
    Answer.TEMPORARY: "Refuse for now (451)",
    Answer.PERMANENT: "Refuse for good (550)",
}


class NotASwitch(ValueError):
    """The request names a switch or a position that does not exist."""


@dataclass(frozen=True, slots=True)
class Switches:
    """The position of every switch. `hold_seconds` is the wait of "accept slowly"."""

    tls: Tls = Tls.GOOD
    answer: Answer = Answer.NORMAL
    plus_addresses: bool = True
    hold_seconds: float = 5.0
    refused_recipients: tuple[str, ...] = ()

    def turned(self, change: Mapping[str, Any]) -> Switches:
        """The same with some switches turned. Raises NotASwitch."""
        unknown = set(change) - set(_READERS)
        if unknown:
            raise NotASwitch(f"There is no switch called {', '.join(sorted(unknown))}.")
        try:
            return replace(self, **{name: _READERS[name](value) for name, value in change.items()})
        except (TypeError, ValueError) as error:
            raise NotASwitch(f"A switch cannot stand like that: {error}.") from error


def _seconds(value: Any) -> float:
    seconds = float(value)
    if not 0 <= seconds <= 120:
        raise ValueError("the wait is from 0 to 120 seconds")
    return seconds


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("plus-addresses are on (true) or off (false)")
    return value


def _addresses(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("the refused recipients are a list of addresses")
    return tuple(str(address).strip().lower() for address in value if str(address).strip())


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "tls": Tls,
    "answer": Answer,
    "plus_addresses": _yes_or_no,
    "hold_seconds": _seconds,
    "refused_recipients": _addresses,
}


class Board:
    """The switches as they stand now. Kept over a restart."""

    def __init__(self, file: Path, first: Switches) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._now = first.turned(read_record(file)) if file.exists() else first
        self.on_change: Callable[[], None] = lambda: None

    @property
    def now(self) -> Switches:
        """The switches at this moment."""
        return self._now

    def turn(self, change: Mapping[str, Any]) -> Switches:
        """Turns some switches and keeps that. Raises NotASwitch and leaves all as they were."""
        with self._lock:
            self._now = self._now.turned(change)
            write_record(self._file, asdict(self._now))
        self.on_change()
        return self._now
