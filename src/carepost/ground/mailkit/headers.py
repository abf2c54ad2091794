"""Headers as they come: folded, encoded, eight-bit, and not to be trusted."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable

from carepost.ground.mailkit import charsets

Note = Callable[[str], None]

_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)\?=")
_FOLDED = re.compile(r"\r\n|\r|\n")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def raw_octets(value: str) -> bytes:
    """The octets of a header's or part's text as Python's parser holds it."""
    return value.encode("utf-8", "surrogateescape")


def plain(value: str, note: Note) -> str:
    """A header's value on one line; eight-bit characters are read, encoded words are left."""
    line = _FOLDED.sub("", value)
    if line.isascii():
        return line
    note("The heading has characters that were not encoded; they may read wrongly.")
    return charsets.decode(raw_octets(line), "utf-8")[0]


def decode(value: str, note: Note) -> str:
    """A header's value as people read it: RFC 2047 words decoded, no control characters, one line."""
    return tidy(words(plain(value, note), note))


def tidy(text: str) -> str:
    """Text of a heading for a line on screen: a control character, decoded ones too, becomes a space."""
    return _CONTROLS.sub(" ", text).strip()


def marked(text: str) -> str:
    """Text in which every control character shows as U+FFFD."""
    return _CONTROLS.sub("\ufffd", text)


def words(text: str, note: Note) -> str:
    """The text with its encoded words decoded; neighbours are joined first, for a character may span two."""
    read: list[str] = []
    run: tuple[str, bytes] = ("", b"")
    end = 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        charset, octets = found[1].partition("*")[0].lower(), _octets(found[2], found[3])
        if run[0] and not between.strip() and charset == run[0]:
            run = (charset, run[1] + octets)
        else:
            read += [_run(run, note), between if between.strip() or not run[0] else ""]
            run = (charset, octets)
        end = found.end()
    return "".join([*read, _run(run, note), text[end:]])


def _run(run: tuple[str, bytes], note: Note) -> str:
    charset, octets = run
    if not charset:
        return ""
    text, wrong = charsets.decode(octets, charset)
    if wrong:
        note(f"Part of the heading may read wrongly: {wrong}.")
    return text


def _octets(encoding: str, text: str) -> bytes:
    octets = raw_octets(text)
    if encoding in "qQ":
        return binascii.a2b_qp(octets.replace(b"\n", b" "), header=True)
    return from_base64(octets)


def from_base64(data: bytes) -> bytes:
    """Base64 read as leniently as mail needs: strays are passed over, and a missing end is made good."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        return binascii.a2b_base64(kept[: len(kept) - (len(kept) % 4 == 1)] + b"==")
