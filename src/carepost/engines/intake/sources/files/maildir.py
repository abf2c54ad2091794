"""A Maildir, or folders of them (Maildir++ and plain): each file in `new` and `cur` is one message.

What stands in `tmp` is still being delivered and is left alone. Every folder is read, those for sent mail too:
whoever imports chooses the folder. A program at work on the Maildir may rename a file at any time; it is then looked
for under its unchanging first name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from carepost.engines.intake.sources.files.octets import GONE, Unread, name_of, whole
from carepost.engines.intake.sources.files.port import FROM_A_FILE, Filed, NotRead
from carepost.engines.intake.sources.files.walk import Shut, size_of
from carepost.engines.intake.sources.imap.folders import JUNK_NAMES

_PLACES = ("new", "cur")
_OF_A_MAILDIR = (*_PLACES, "tmp")


def maildirs(root: Path, largest: int) -> Maildirs | None:
    """All Maildirs at and below `root`, or None where there is none."""
    shut, found, beside = Shut(), [], 0
    for folder, _, files in os.walk(root, onerror=shut.add):
        if _is_one(folder):
            found.append(Path(folder))
        above, _, name = folder.rpartition(os.sep)
        if not (name in _OF_A_MAILDIR and _is_one(above)):
            beside += len(files)
    ordered = sorted(found, key=os.fsencode)
    return Maildirs(ordered, largest, shut=shut.found, passed_over=beside) if found else None


def _is_one(folder: str) -> bool:
    """Programs that copy or pack folders leave empty ones out: of three, `cur` may be all that is left."""
    there = {place for place in _OF_A_MAILDIR if os.path.isdir(os.path.join(folder, place))}
    return "cur" in there or there == {"new", "tmp"}


@dataclass(frozen=True, slots=True)
class _Letter:
    path: Path
    folder: Path
    size: int

    @property
    def unchanging(self) -> str:
        return _unchanging(self.path.name)

    @property
    def junk(self) -> bool:
        return self.folder.name.rpartition(".")[2].casefold() in JUNK_NAMES


class Maildirs:
    def __init__(self, folders: list[Path], largest: int, *, shut: list[NotRead], passed_over: int) -> None:
        self._largest = largest
        self._shut = shut
        self.passed_over = passed_over
        self._letters = [letter for folder in folders for letter in _listed(folder)]
        self.octets = sum(letter.size for letter in self._letters)
        self.kind = "a Maildir" if len(folders) == 1 else f"{len(folders):,} Maildirs"

    def __iter__(self) -> Iterator[Filed | NotRead]:
        yield from self._shut
        upto = 0
        for number, letter in enumerate(self._letters, start=1):
            upto += letter.size
            yield self._one(letter, f"message {number:,} of {len(self._letters):,}", upto)

    def _one(self, letter: _Letter, place: str, upto: int) -> Filed | NotRead:
        try:
            raw = _read(letter, self._largest)
        except Unread as why:
            return NotRead(place, str(why), upto)
        except FileNotFoundError:
            return NotRead(place, GONE, upto)
        key = f"{FROM_A_FILE}{name_of(letter.folder)}:{name_of(Path(letter.unchanging))}"
        return Filed(key, raw, place, upto, letter.junk)


def _listed(folder: Path) -> list[_Letter]:
    paths = [path for place in _PLACES for path in _names(folder / place)]
    return [_Letter(path, folder, size_of(path)) for path in sorted(paths, key=_first_name)]


def _names(place: Path) -> list[Path]:
    """Nothing where we may not look: walking the folders has noted that already."""
    try:
        return [path for path in place.iterdir() if not path.name.startswith(".")]
    except OSError:
        return []


def _read(letter: _Letter, largest: int) -> bytes:
    """Where it was, or where it is now. Raises Unread, and FileNotFoundError when it is nowhere."""
    try:
        return whole(letter.path, largest)
    except FileNotFoundError:
        for place in _PLACES:
            for path in _names(letter.folder / place):
                if _unchanging(path.name) == letter.unchanging:
                    return whole(path, largest)
        raise


def _first_name(path: Path) -> bytes:
    return os.fsencode(path.name)


def _unchanging(name: str) -> str:
    """Without the flags behind the colon, which change when somebody reads the message."""
    return name.partition(":")[0]
