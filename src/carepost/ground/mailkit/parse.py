"""A message read, in this process. Only the child calls it: hostile mail may hang or eat memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from carepost.ground.mailkit import body, heading, leaf, limits
from carepost.ground.mailkit.leaf import Leaf
from carepost.ground.mailkit.limits import TooMuch
from carepost.ground.mailkit.message import Part, leaves, take_apart
from carepost.ground.mailkit.notes import Notes
from carepost.ground.mailkit.parsed import ParsedAttachment, ParsedMail, TextState

# Reads one attachment: its description and octets to its text, and what became of the reading.
Reader = Callable[[Leaf, bytes], tuple[str | None, TextState]]


def parse(raw: bytes, read: Reader) -> ParsedMail:
    """All that a message says; TooMuch if it passes a limit."""
    notes = Notes()
    root = take_apart(raw)
    notes.about_bytes(raw)
    for part in root.walk():
        notes.about_part(part)
    own = body.read(root, notes)
    return ParsedMail(
        **heading.read(root, notes),
        text=notes.shortened(own.text, limits.TEXT, "text"),
        html=None if own.html is None else notes.shortened(own.html, limits.HTML, "HTML text"),
        attachments=tuple(_attachments(root, read, notes)),
        defects=notes.said(),
    )


def part(raw: bytes, index: int) -> bytes:
    """The octets of one attachment; TooMuch if there is none of this index."""
    for number, (found, _) in enumerate(_attached(take_apart(raw), Notes())):
        if number == index:
            return leaf.octets(found.part, Notes())
    raise TooMuch("it has no such attachment")


def _attached(root: Part, notes: Notes) -> Iterator[tuple[Leaf, int]]:
    number = 0
    for each in leaves(root):
        described = leaf.describe(each, notes)
        if not body.is_own(described, root):
            number += 1
            yield described, number


def _attachments(root: Part, read: Reader, notes: Notes) -> Iterator[ParsedAttachment]:
    for described, number in _attached(root, notes):
        data = leaf.octets(described.part, notes)
        text, state = read(described, data)
        yield ParsedAttachment(
            index=number - 1,
            name=described.named(number),
            content_type=described.content_type,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            inline=described.inline,
            text=text,
            text_state=state,
        )
