"""Content-Length in an mbox: where nothing is quoted (mboxcl2), only the count tells a line of text that begins with
"From " from the next message. It is the sender's word as well, so it is looked where it leads to.
"""

from __future__ import annotations

import os
import re
from typing import BinaryIO

SIGN = b"From "
WITH_A_DATE = re.compile(rb"From +\S.*\b\d{1,2}:\d\d(:\d\d)?\b.*\b(19|20)\d\d\b")
HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")
LOOK = 1_000
"""octets, RFC 5322's longest line"""
_LENGTH = re.compile(rb"^Content-Length:[ \t]*([0-9]{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_LINE_ENDS = re.compile(rb"(?:\r?\n){0,2}")


def believed(file: BinaryIO, heading: bytes) -> int:
    """Where the body that begins here ends by the only Content-Length of its heading; 0 if no message ends there."""
    found = _LENGTH.findall(heading)
    end = file.tell() + int(found[0]) if len(found) == 1 else 0
    return end if end and _a_message_ends(file, end) else 0


def heading_follows(file: BinaryIO) -> bool:
    """Whether the line that comes next is one of a heading."""
    return bool(HEADER.match(_at(file, file.tell())))


def _a_message_ends(file: BinaryIO, end: int) -> bool:
    around = _at(file, end - 1)
    last, behind = around[:1], around[1:]
    ends = _LINE_ENDS.match(behind)
    behind = behind[ends.end() :] if ends else behind
    if not behind:
        return bool(last)
    return bool(WITH_A_DATE.match(behind)) and (last == b"\n" or len(behind) < len(around) - 1)


def _at(file: BinaryIO, place: int) -> bytes:
    here = file.tell()
    file.seek(place)
    found = file.read(LOOK)
    file.seek(here, os.SEEK_SET)
    return found
