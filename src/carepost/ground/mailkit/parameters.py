"""A header with parameters, such as Content-Type: RFC 2045, and RFC 2231 with its continuations."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from carepost.ground.mailkit import charsets, headers
from carepost.ground.mailkit.headers import Note

_PARAMETER = re.compile(
    r';\s*(?:\([^()";]*\)\s*)?([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL
)
# RFC 2045 section 5.1 has one behind a character set. Names of files are left alone: many hold "(1)", unquoted.
_COMMENT = re.compile(r"^\([^()]*\)|\s\([^()]*\)$")
_NAME = re.compile(r"([^*]+)(?:\*([0-9]{1,4}))?(\*)?", re.DOTALL)
_OF_FILES = ("name", "filename")


@dataclass(frozen=True, slots=True)
class Parametered:
    """The value in small letters, and its parameters, names in small letters."""

    value: str = ""
    parameters: dict[str, str] = field(default_factory=dict)


def read(text: str, note: Note) -> Parametered:
    """The header read; of a name given twice the first counts, and RFC 2231 before the plain form."""
    line = headers.plain(text, note)
    pieces: dict[str, dict[int, tuple[str, bool]]] = defaultdict(dict)
    given: dict[str, str] = {}
    for name, value in _PARAMETER.findall(line):
        found = _NAME.fullmatch(name.lower())
        value = _unquoted(value if name.lower().startswith(_OF_FILES) else bare(value))
        if found and (found[2] or found[3]):
            pieces[found[1]].setdefault(int(found[2] or 0), (value, bool(found[3])))
        elif given.setdefault(name.lower(), value) != value:
            note("A part of this message is described in two ways; other programs may show it otherwise.")
    plainly = {name: headers.decode(value, note) for name, value in given.items()}
    extended = {name: _joined(numbered, note) for name, numbered in pieces.items()}
    return Parametered(bare(line.partition(";")[0]).lower(), plainly | extended)


def word(text: str, note: Note) -> str:
    """The value of a header that is one word, in small letters, whatever a program put around it."""
    return read(text, note).value.strip("\"' ")


def bare(value: str) -> str:
    """A value without the comments before and behind it."""
    return _COMMENT.sub("", value.strip()).strip()


def _joined(numbered: dict[int, tuple[str, bool]], note: Note) -> str:
    charset, octets = None, b""
    for place, (number, (value, encoded)) in enumerate(sorted(numbered.items())):
        if place == 0 and encoded and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        if place != number:
            note("The name of an attachment has a piece missing.")
        octets += unquote_to_bytes(value) if encoded else value.encode("utf-8", "replace")
    text, wrong = charsets.decode(octets, charset)
    if wrong:
        note(f"The name of an attachment may read wrongly: {wrong}.")
    return text


def _unquoted(value: str) -> str:
    value = value.strip()
    if not value.startswith('"'):
        return value
    return re.sub(r"\\(.)", r"\1", value[1 : -1 if len(value) > 1 and value.endswith('"') else None])
