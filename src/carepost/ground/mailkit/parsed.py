"""What reading a message gives. Its JSON is how it comes out of the child process, and how it may be kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from carepost.ground.mailkit.mailbox import Mailbox

__all__ = ["Mailbox", "ParsedAttachment", "ParsedMail", "TextState"]

# read: `text` is what it says. none: it has no words (a picture, sound). unreadable: it may have words, and
# nobody has looked inside (encrypted, broken, an archive, too large).
TextState = Literal["read", "none", "unreadable"]

# The defects with which words may be in a message that nobody has read.
UNDECODED = "A part is encoded in a way we do not know; it is shown as it came."
CUT_SHORT = "Something follows the end of an encoded part; it is only in the original."


@dataclass(frozen=True, slots=True)
class ParsedAttachment:
    """A part that is not the message's own text; `index` finds it again, `sha256` is of its decoded bytes."""

    index: int
    name: str
    content_type: str
    size: int
    sha256: str
    inline: bool = False
    text: str | None = None
    text_state: TextState = "none"


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """A message as read: nothing in it is to be believed only because it says so.

    `from_` holds the addresses of every From header and `from_lines` counts those headers. `date` is ISO 8601
    with its zone. `headers` has the few further headers we use, names in small letters, all values of each.
    `auto_submitted` is the first word of that header in small letters. `defects` are sentences for a person.
    """

    subject: str = ""
    from_: tuple[Mailbox, ...] = ()
    from_lines: int = 0
    sender: Mailbox | None = None
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    date: str | None = None
    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    auto_submitted: str | None = None
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    html: str | None = None
    attachments: tuple[ParsedAttachment, ...] = ()
    defects: tuple[str, ...] = ()

    @property
    def not_all_read(self) -> bool:
        """Whether a part of it could not be decoded."""
        return not {UNDECODED, CUT_SHORT}.isdisjoint(self.defects)

    def header(self, name: str) -> str | None:
        """The first value of one of the further headers, or None."""
        return next(iter(self.headers.get(name.lower(), ())), None)

    def to_json(self) -> str:
        """All of it as one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> ParsedMail:
        """What `to_json` wrote; ValueError, KeyError or TypeError for anything else."""
        data = json.loads(text)
        data["sender"] = _mailbox(data["sender"]) if data["sender"] is not None else None
        for name in ("from_", "reply_to", "to", "cc"):
            data[name] = tuple(map(_mailbox, data[name]))
        for name in ("in_reply_to", "references", "defects"):
            data[name] = tuple(map(_string, data[name]))
        data["headers"] = {_string(k): tuple(map(_string, v)) for k, v in data["headers"].items()}
        data["attachments"] = tuple(ParsedAttachment(**each) for each in data["attachments"])
        return cls(**data)


# Any: what JSON gives is unknown until these have looked at it.
def _mailbox(value: Any) -> Mailbox:
    return Mailbox(_string(value["name"]), _string(value["address"]))


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value
