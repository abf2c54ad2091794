"""What the heading of a message says, however its lines were told apart."""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

from carepost.ground.mailkit import addresses, headers, limits
from carepost.ground.mailkit.mailbox import Mailbox
from carepost.ground.mailkit.notes import Notes

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


class Heading(Protocol):
    """The lines of a heading by name."""

    def raw(self, name: str) -> list[str]:
        """All values of a header exactly as they came."""
        ...


# Any: values of several kinds, as ParsedMail names them.
def read(heading: Heading, notes: Notes) -> dict[str, Any]:
    """The fields of a ParsedMail that stand in its heading."""
    return {
        **_people(heading, notes),
        "subject": headers.decode(_only(heading, "Subject", notes), notes),
        "from_lines": _counted(heading, notes),
        "date": _date(_only(heading, "Date", notes), notes),
        "message_id": _message_id(heading, notes),
        "in_reply_to": _ids(heading, "In-Reply-To", notes),
        "references": _ids(heading, "References", notes),
        "auto_submitted": _first_word(heading, "Auto-Submitted", notes),
        "headers": _further(heading, notes),
    }


def _people(heading: Heading, notes: Notes) -> dict[str, Any]:
    # Any: two kinds of value, as ParsedMail names them.
    def of(name: str) -> tuple[Mailbox, ...]:
        return tuple(box for value in heading.raw(name) for box in addresses.read(value, notes))

    sender = next(iter(of("Sender")), None)
    return {"from_": of("From"), "sender": sender, "reply_to": of("Reply-To"), "to": of("To"), "cc": of("Cc")}


def _counted(heading: Heading, notes: Notes) -> int:
    lines = len(heading.raw("From"))
    if lines == 0:
        notes("It does not say who it is from: there is no From line.")
    elif lines > 1:
        notes(f"It has {lines} From lines; other programs may show another sender.")
    return lines


def _only(heading: Heading, name: str, notes: Notes) -> str:
    values = heading.raw(name)
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


def _message_id(heading: Heading, notes: Notes) -> str | None:
    value = headers.decode(_only(heading, "Message-ID", notes), notes)
    if found := _ID.search(value):
        return found[0]
    if value:
        notes("Its Message-ID is not well-formed.")
    return f"<{value}>" if _BARE_ID.fullmatch(value) else None


def _ids(heading: Heading, name: str, notes: Notes) -> tuple[str, ...]:
    values = [headers.decode(value, notes) for value in heading.raw(name)]
    found = list(dict.fromkeys(each for value in values for each in _ID.findall(value)))
    if len(found) > limits.IDS:
        notes(f"It answers more than {limits.IDS:,} messages; only the newest are looked at.")
    return tuple(found[-limits.IDS :])


def _first_word(heading: Heading, name: str, notes: Notes) -> str | None:
    words = headers.decode(_only(heading, name, notes), notes).lower().replace(";", " ").split()
    return words[0] if words else None


def _further(heading: Heading, notes: Notes) -> dict[str, tuple[str, ...]]:
    values = {name: heading.raw(name)[: limits.HEADER_VALUES] for name in _USED}
    return {
        name: tuple(headers.decode(value, notes)[: limits.HEADER_VALUE] for value in given)
        for name, given in values.items()
        if given
    }
