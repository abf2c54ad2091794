"""The people in a header. Split before decoding: an encoded name must not be able to add an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carepost.ground.mailkit import headers, limits
from carepost.ground.mailkit.headers import Note
from carepost.ground.mailkit.mailbox import Mailbox

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|\\.|[(),:;<>]|[^"\\(),:;<>]+|.', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SPACES = re.compile(r"\s+")
_BETWEEN = re.compile(r"[ \t]+")


def read(value: str, note: Note) -> tuple[Mailbox, ...]:
    """Every address of a header in order, names decoded; what has no address in it is passed over."""
    boxes = []
    for pieces in _entries(headers.plain(value, note)):
        boxes += list(_boxes(pieces, note))
        if len(boxes) > limits.ADDRESSES:
            note(f"More than {limits.ADDRESSES:,} addresses stand in one heading; the rest are not shown.")
            break
    return tuple(boxes[: limits.ADDRESSES])


def _entries(value: str) -> Iterator[list[str]]:
    """The pieces of each entry, without comments and the names of groups."""
    entry: list[str] = []
    comment, angle = 0, False
    for piece in _PIECE.findall(value):
        if piece in "()":
            comment = max(0, comment + (1 if piece == "(" else -1))
        elif comment:
            continue
        elif piece == ":" and not angle:
            entry = []
        elif piece in ",;" and not angle:
            yield entry
            entry = []
        else:
            angle = piece == "<" or (angle and piece != ">")
            entry.append(piece)
    yield entry


def _boxes(pieces: list[str], note: Note) -> Iterator[Mailbox]:
    if "<" not in pieces:
        if address := _address(pieces):
            yield Mailbox("", address)
        return
    name: list[str] = []
    inner: list[str] | None = None
    for piece in [*pieces, ">"]:
        if piece == "<" and inner is None:
            inner = []
        elif piece == ">" and inner is not None:
            if address := _address(inner):
                yield Mailbox(_name(name, note), address)
            name, inner = [], None
        elif inner is None:
            name.append(piece)
        elif piece == ":":
            # A source route, "<@relay.example:name@...>", is long dead and only ever deceives.
            inner.clear()
        else:
            inner.append(piece)


def _address(pieces: list[str]) -> str:
    # Only what a writer may put between the words of an address goes; a control character stays to be seen, for
    # without it the address would be another.
    joined = headers.marked(_BETWEEN.sub("", "".join(pieces)))
    return joined if "@" in joined else ""


def _name(pieces: list[str], note: Note) -> str:
    unquoted = "".join(_unquoted(piece) for piece in pieces)
    return _SPACES.sub(" ", headers.tidy(headers.words(unquoted, note)))


def _unquoted(piece: str) -> str:
    inside = piece[1:-1] if len(piece) > 1 and piece.startswith('"') and piece.endswith('"') else piece
    return _ESCAPED.sub(r"\1", inside)
