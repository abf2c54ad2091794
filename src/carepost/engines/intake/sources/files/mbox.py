"""An mbox (RFC 4155): messages one after the other, each behind a line that begins with "From ".

There are four families of mbox and no sign which one a file is. What is done here, and why:

- A "From " line begins a message at the start of the file, after an empty line, or wherever it has the date of a
  real one. Splitting too often shows a person two odd items; splitting too seldom would hide one message inside
  another, so the doubtful case is split.
- Content-Length is believed only where it leads to the next "From " line with a date, or to the end of the file
  (mboxcl, mboxcl2). Up to there a line that begins with "From " is text, unless a heading follows it.
- ">From " at the start of a line loses one ">" (mboxrd), unless a counted text shows that its writer quoted nothing
  (mboxcl2). Where the writer quoted so, and where it quoted "From " only (mboxo), the message gets back the bytes it
  was sent with, and its signatures hold. Only a line that was written as ">From " by a writer that quoted "From " only,
  or nothing and without a "From " line beside it, comes out one sign shorter.
- The empty line before the next "From " belongs to the mbox; everything else, line ends included, to the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from carepost.engines.intake.sources.files import lengths
from carepost.engines.intake.sources.files.lengths import SIGN, WITH_A_DATE
from carepost.engines.intake.sources.files.octets import name_of, too_large
from carepost.engines.intake.sources.files.port import FROM_A_FILE, Filed, NotRead

CHUNK = 2**20
"""octets; a longer line is read in pieces"""
_QUOTED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
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
    """One message as it is read: where its "From " line starts, where itself does, where it ends, and its octets."""

    start: int
    begins: int
    largest: int
    end: int = 0
    size: int = 0
    counted_to: int | None = None
    """where its Content-Length, if it can be believed, says it ends; 0 if not; None while its heading is read"""
    quoted: bool = True
    _data: bytearray | None = None

    def add(self, octets: bytes) -> None:
        self.size += len(octets)
        if self.size > self.largest:
            self._data = None  # only counted from here on
        elif self._data is None:
            self._data = bytearray(octets)
        else:
            self._data += octets

    def end_heading(self, file: BinaryIO) -> None:
        self.counted_to = lengths.believed(file, bytes(self._data or b""))

    def raw(self) -> bytes:
        data = self._own(bytes(self._data or b""))
        return _QUOTED.sub(b"", data) if self.quoted and b">From " in data else data

    def _own(self, data: bytes) -> bytes:
        """Without what the mbox put behind it."""
        if self.counted_to and self.end >= self.counted_to:
            return data[: self.counted_to - self.begins]
        for blank in _BLANK:
            if data == blank or data.endswith(b"\n" + blank):
                return data[: -len(blank)]
        return data


def cut(file: BinaryIO, largest: int) -> Iterator[Piece]:
    """The messages of an mbox, of which never more than one is in memory."""
    piece, position, starts, after_blank = None, 0, True, True
    while line := file.readline(CHUNK):
        signed = starts and line.startswith(SIGN)
        begins = signed and bool(after_blank or WITH_A_DATE.match(line))
        if signed and piece is not None and position < (piece.counted_to or 0):
            begins = begins and lengths.heading_follows(file)
            piece.quoted = piece.quoted and begins
        if begins:
            if piece is not None:
                yield piece
            piece, after_blank = Piece(position, position + len(line), largest), False
        elif piece is not None:
            piece.add(line)
            after_blank = starts and line in _BLANK
            if after_blank and piece.counted_to is None:
                piece.end_heading(file)
        starts = line.endswith(b"\n")
        position += len(line)
        if piece is not None:
            piece.end = position
    if piece is not None:
        yield piece
