"""An mbox (RFC 4155): messages one after the other, each behind a line that begins with "From ".

There are four families of mbox and no sign which one a file is. What is done here, and why:

- A "From " line begins a message at the start of the file, after an empty line, or wherever it has the date of a
  real one. Splitting too often shows a person two odd items; splitting too seldom would hide one message inside
  another, so the doubtful case is split.
- ">From " at the start of a line loses one ">" (mboxrd). Where the writer quoted so, and where it quoted "From "
  only (mboxo), the message gets back the bytes it was sent with, and its signatures hold. Only a line that was
  written as ">From " into an mboxo comes out one sign shorter.
- Content-Length is not believed (mboxcl): where it is wrong, every message behind it would be.
- The empty line before the next "From " belongs to the mbox; everything else, line ends included, to the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from carepost.engines.intake.sources.files.octets import name_of, too_large
from carepost.engines.intake.sources.files.port import FROM_A_FILE, Filed, NotRead

SIGN = b"From "
CHUNK = 2**20
"""octets; a longer line is read in pieces"""
_WITH_A_DATE = re.compile(rb"From +\S.*\b\d{1,2}:\d\d(:\d\d)?\b.*\b(19|20)\d\d\b")
_QUOTED = re.compile(rb">+From ")
_BLANK = (b"\n", b"\r\n")


class Mbox:
    kind = "an mbox"
    passed_over = 0

    def __init__(self, path: Path, largest: int) -> None:
        self._path = path
        self._largest = largest
        self.octets = path.stat().st_size

    def __iter__(self) -> Iterator[Filed | NotRead]:
        source = name_of(self._path)
        with self._path.open("rb") as file:
            for number, piece in enumerate(cut(file, self._largest), start=1):
                place = f"message {number:,}, from byte {piece.start:,}"
                if piece.size > self._largest:
                    yield NotRead(place, too_large(piece.size, self._largest), piece.end)
                else:
                    yield Filed(f"{FROM_A_FILE}{source}:{piece.start}", piece.raw(), place, piece.end)


@dataclass(slots=True)
class Piece:
    """One message as it is read: where its "From " line starts, where it ends, and its octets if not too many."""

    start: int
    end: int
    largest: int
    size: int = 0
    _data: bytearray | None = None

    def add(self, octets: bytes) -> None:
        self.size += len(octets)
        if self.size > self.largest:
            self._data = None  # only counted from here on
        elif self._data is None:
            self._data = bytearray(octets)
        else:
            self._data += octets

    def raw(self) -> bytes:
        data = bytes(self._data or b"")
        for blank in _BLANK:
            if data == blank or data.endswith(b"\n" + blank):
                return data[: -len(blank)]
        return data


def cut(file: BinaryIO, largest: int) -> Iterator[Piece]:
    """The messages of an mbox, of which never more than one is in memory."""
    piece, position, starts, after_blank = None, 0, True, True
    while line := file.readline(CHUNK):
        if starts and line.startswith(SIGN) and (after_blank or _WITH_A_DATE.match(line)):
            if piece is not None:
                yield piece
            piece, after_blank = Piece(position, position, largest), False
        elif piece is not None:
            piece.add(line[1:] if starts and _QUOTED.match(line) else line)
            after_blank = starts and line in _BLANK
        starts = line.endswith(b"\n")
        position += len(line)
        if piece is not None:
            piece.end = position
    if piece is not None:
        yield piece
