"""One part that holds content: what it says it is, its name and its octets."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from carepost.ground.mailkit import charsets, filenames, flowed, headers, parameters
from carepost.ground.mailkit.headers import Note
from carepost.ground.mailkit.message import Part
from carepost.ground.mailkit.parameters import Parametered
from carepost.ground.mailkit.parsed import CUT_SHORT, UNDECODED

_AS_IS = {"", "7bit", "8bit", "binary"}
_BASE64 = re.compile(rb"[A-Za-z0-9+/]")
_WORDS = re.compile(rb"[^A-Za-z0-9+/=\r\n]")  # a space, too: between words there is one
_PIECES = re.compile(rb"[A-Za-z0-9+/]+=*")
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/calendar": ".ics",
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "application/zip": ".zip",
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part read; `name` is clean, and empty if it has none."""

    part: Part
    content_type: str
    charset: str | None
    disposition: str
    name: str
    flow: tuple[bool, bool] = (False, False)
    """whether its lines were broken by a program, and whether the spaces at which they were are its, too"""

    @property
    def inline(self) -> bool:
        """Whether it belongs into the text, as a picture in a signature does."""
        if self.disposition == "attachment":
            return False
        return self.disposition == "inline" or bool(self.part.raw("content-id"))

    def named(self, number: int) -> str:
        """Its name, or one made up for the attachment of this number."""
        return self.name or f"attachment-{number}{_ENDINGS.get(self.content_type, '')}"


def describe(part: Part, note: Note) -> Leaf:
    """What a part says of itself."""
    kind = parameters.read(next(iter(part.raw("content-type")), ""), note)
    disposition = parameters.read(next(iter(part.raw("content-disposition")), ""), note)
    given = disposition.parameters.get("filename") or kind.parameters.get("name") or ""
    content_type = part.declared_type()
    if content_type.startswith("multipart/"):
        note("A part says it has further parts, but they cannot be told apart; it is shown as text.")
        content_type = "text/plain"
    name = _name(given, note)
    flow = (_says(kind, "format", "flowed"), _says(kind, "delsp", "yes"))
    return Leaf(part, content_type, kind.parameters.get("charset"), disposition.value, name, flow)


def octets(part: Part, note: Note) -> bytes:
    """The part's content, transfer encoding undone."""
    raw = part.content()
    encoding = parameters.word(next(iter(part.raw("content-transfer-encoding")), ""), note)
    if encoding == "base64":
        return _from_base64(raw, note)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw)
    if encoding not in _AS_IS:
        note(UNDECODED)
    return raw


def _from_base64(raw: bytes, note: Note) -> bytes:
    """Some programs encode a file piece by piece, so that it goes on behind what should be its end."""
    end = raw.find(b"=")
    if end < 0 or not _BASE64.search(raw, end):
        return headers.from_base64(raw)
    behind = raw[end:].lstrip(b"= \t\r\n").rstrip()
    pieces = [] if _WORDS.search(behind) else _PIECES.findall(b"".join(behind.split()))
    if not pieces or any(len(piece) % 4 for piece in pieces):
        note(CUT_SHORT)
        return headers.from_base64(raw)
    return headers.from_base64(raw[:end]) + b"".join(map(headers.from_base64, pieces))


def text(leaf: Leaf, note: Note) -> str:
    """The part's content as text with plain line ends."""
    data = octets(leaf.part, note)
    named_within = charsets.of_page(data) if leaf.content_type == "text/html" else None
    read, wrong = charsets.decode(data, leaf.charset or named_within)
    if wrong:
        note(f"Some of the text may read wrongly: {wrong}.")
    if "\x00" in read:
        note("It has NUL characters; they were left out.")
    shown, (flowed_lines, delsp) = showable(read), leaf.flow
    return flowed.joined(shown, delsp=delsp) if flowed_lines and leaf.content_type == "text/plain" else shown


def _says(kind: Parametered, name: str, value: str) -> bool:
    return kind.parameters.get(name, "").lower() == value


def showable(text: str) -> str:
    """Text that can be stored and shown: plain line ends, no control characters but tabs and page breaks."""
    return _UNSHOWABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _name(given: str, note: Note) -> str:
    name = filenames.clean(given)
    if name != " ".join(given.split()).strip(". "):
        note("The name of an attachment was cleaned: it held folders, hidden characters, or was too long.")
    return name
