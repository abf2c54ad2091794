"""The second reading, of a message that the first could not open: its heading and its words, by the plainest means.

Lines are told apart here and not by Python's parser, parts are not looked into and nothing is unpacked, so that
whatever broke the first reading is not met again. It looks at the beginning only, and takes time by its length.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field
from itertools import islice

from carepost.ground.mailkit import charsets, headers, heading, leaf, parameters
from carepost.ground.mailkit.notes import Notes
from carepost.ground.mailkit.parsed import ParsedMail

OCTETS = 256 * 1024
"""How much of a message is looked at: so little that it takes a moment, whatever it is."""
TEXT = 20_000  # characters
ONLY_IN_PART = "Only part of this message could be read here. Its original has the rest."

_LINE = re.compile(rb"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_FIELD = re.compile(rb"([!-9;-~]*)[ \t]*:[ \t]*(.*)", re.DOTALL)
_ENCODED = re.compile(r"[A-Za-z0-9+/=]{60,}")  # a line of a file in base64 says nothing to a person


@dataclass
class Lines:
    """A heading as its lines stood, and where the text below it begins."""

    fields: dict[str, list[list[str]]] = field(default_factory=dict)
    end: int = 0

    def raw(self, name: str) -> list[str]:
        """All values of a header exactly as they came, folding undone."""
        return ["".join(lines) for lines in self.fields.get(name.lower(), [])]


def outline(raw: bytes) -> ParsedMail:
    """What can be said of a message without taking it apart. Never raises, but for want of memory."""
    notes, start = Notes(), raw[:OCTETS]
    notes(ONLY_IN_PART)
    lines = _heading(start)
    words = _words(lines, start[lines.end :], notes).strip("\n")[:TEXT]
    return ParsedMail(
        **heading.read(lines, notes), text=f"{ONLY_IN_PART}\n\n{words}".rstrip(), defects=notes.said()
    )


def _heading(raw: bytes) -> Lines:
    found, last = Lines(), list[str]()  # the lines of the value that may go on
    for line in _LINE.finditer(raw):
        octets = line[1]
        named = None if octets[:1] in {b" ", b"\t"} else _FIELD.fullmatch(octets)
        if not octets.startswith((b" ", b"\t", b"From ")) and not named:
            # An empty line is the end of a heading and no part of the text; any other line is text already.
            found.end = line.start() if octets else line.end()
            return found
        if octets[:1] in {b" ", b"\t"}:
            last.append(_text(octets))
        elif named:
            last = [_text(named[2])]
            found.fields.setdefault(_text(named[1]).lower(), []).append(last)
        else:
            last = []  # an mbox line; what goes on from it is no part of the line above
    found.end = len(raw)
    return found


def _text(octets: bytes) -> str:
    """As Python's parser holds a heading: what is not ASCII is kept for whoever decodes it."""
    return octets.decode("ascii", "surrogateescape")


def _words(lines: Lines, below: bytes, notes: Notes) -> str:
    kind = parameters.read(next(iter(lines.raw("content-type")), ""), notes)
    text, _ = charsets.decode(_octets(lines, below, notes), kind.parameters.get("charset"))
    readable = (line for line in leaf.showable(text).split("\n") if not _ENCODED.fullmatch(line))
    return "\n".join(islice(readable, TEXT))


def _octets(lines: Lines, below: bytes, notes: Notes) -> bytes:
    encoding = parameters.word(next(iter(lines.raw("content-transfer-encoding")), ""), notes)
    match encoding:
        case "base64":
            return headers.from_base64(below)
        case "quoted-printable":
            return binascii.a2b_qp(below)
        case _:
            return below
