"""A message read, in this process. Only the child calls it: hostile mail may hang or eat memory."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

from carepost.ground.mailkit import addresses, body, headers, leaf, limits
from carepost.ground.mailkit.leaf import Leaf
from carepost.ground.mailkit.limits import TooMuch
from carepost.ground.mailkit.mailbox import Mailbox
from carepost.ground.mailkit.message import Part, leaves, take_apart
from carepost.ground.mailkit.notes import Notes
from carepost.ground.mailkit.parsed import ParsedAttachment, ParsedMail, TextState

# Reads one attachment: its description and octets to its text, and what became of the reading.
Reader = Callable[[Leaf, bytes], tuple[str | None, TextState]]

_USED = (
    *("delivered-to", "x-original-to", "envelope-to", "return-path", "authentication-results"),
    *(
        "arc-authentication-results",
        "auto-submitted",
        "precedence",
        "x-auto-response-suppress",
        "x-autoreply",
    ),
    *("x-failed-recipients", "list-id", "list-unsubscribe", "content-type", "importance", "x-priority"),
    *("priority", "sensitivity", "thread-topic", "thread-index", "disposition-notification-to"),
    *("x-loop", "x-carepost-loop", "original-recipient", "original-envelope-id"),
)
_ID = re.compile(r"<[!-;=?-~]{1,900}>")
_BARE_ID = re.compile(r"[!-;=?-~]{1,900}")


def parse(raw: bytes, read: Reader) -> ParsedMail:
    """All that a message says; TooMuch if it passes a limit."""
    notes = Notes()
    root = take_apart(raw)
    notes.about_bytes(raw)
    for part in root.walk():
        notes.about_part(part)
    own = body.read(root, notes)
    return ParsedMail(
        **_people(root, notes),
        subject=headers.decode(_only(root, "Subject", notes), notes),
        from_lines=_counted(root, notes),
        date=_date(_only(root, "Date", notes), notes),
        message_id=_message_id(root, notes),
        in_reply_to=_ids(root, "In-Reply-To", notes),
        references=_ids(root, "References", notes),
        auto_submitted=_first_word(root, "Auto-Submitted", notes),
        headers=_further(root, notes),
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


def _people(root: Part, notes: Notes) -> dict[str, Any]:
    # Any: two kinds of value, as ParsedMail names them.
    def of(name: str) -> tuple[Mailbox, ...]:
        return tuple(box for value in root.raw(name) for box in addresses.read(value, notes))

    sender = next(iter(of("Sender")), None)
    return {"from_": of("From"), "sender": sender, "reply_to": of("Reply-To"), "to": of("To"), "cc": of("Cc")}


def _counted(root: Part, notes: Notes) -> int:
    lines = len(root.raw("From"))
    if lines == 0:
        notes("It does not say who it is from: there is no From line.")
    elif lines > 1:
        notes(f"It has {lines} From lines; other programs may show another sender.")
    return lines


def _only(root: Part, name: str, notes: Notes) -> str:
    values = root.raw(name)
    if len(values) > 1:
        notes(f"It has {len(values)} {name} lines; the first is shown.")
    return values[0] if values else ""


def _date(value: str, notes: Notes) -> str | None:
    if not value.strip():
        return None
    try:
        moment = parsedate_to_datetime(headers.decode(value, notes)[:200])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    except (TypeError, ValueError, OverflowError, IndexError):
        notes("Its date cannot be read.")
        return None


def _message_id(root: Part, notes: Notes) -> str | None:
    value = headers.decode(_only(root, "Message-ID", notes), notes)
    if found := _ID.search(value):
        return found[0]
    if value:
        notes("Its Message-ID is not well-formed.")
    return f"<{value}>" if _BARE_ID.fullmatch(value) else None


def _ids(root: Part, name: str, notes: Notes) -> tuple[str, ...]:
    values = [headers.decode(value, notes) for value in root.raw(name)]
    found = list(dict.fromkeys(each for value in values for each in _ID.findall(value)))
    if len(found) > limits.IDS:
        notes(f"It answers more than {limits.IDS:,} messages; only the newest are looked at.")
    return tuple(found[-limits.IDS :])


def _first_word(root: Part, name: str, notes: Notes) -> str | None:
    words = headers.decode(_only(root, name, notes), notes).lower().replace(";", " ").split()
    return words[0] if words else None


def _further(root: Part, notes: Notes) -> dict[str, tuple[str, ...]]:
    values = {name: root.raw(name)[: limits.HEADER_VALUES] for name in _USED}
    return {
        name: tuple(headers.decode(value, notes)[: limits.HEADER_VALUE] for value in given)
        for name, given in values.items()
        if given
    }
