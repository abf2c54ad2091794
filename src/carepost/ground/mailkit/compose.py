"""A message to send, as the exact bytes that will be sent: the same input always gives the same bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from carepost.ground.kernel import Refused
from carepost.ground.mailkit import bodies, exchange, wire
from carepost.ground.mailkit.bodies import OutgoingFile
from carepost.ground.mailkit.encoding import check_header, fold, header_words
from carepost.ground.mailkit.mailbox import Mailbox, safe_name

__all__ = ["Mailbox", "OutgoingFile", "OutgoingMail", "compose"]

_ADDRESS = re.compile(r"[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]{1,64}@[A-Za-z0-9.\-]{1,253}")
_ID = re.compile(r"<[!-;=?-~]{1,900}>")
_ATOMS = re.compile(r"[ !#-'*+\-/0-9=?A-Z^_`a-z{|}~]*")
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,75}")
_OURS = {
    *("date", "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "message-id", "in-reply-to"),
    *("references", "mime-version", "return-path", "received"),
}
_MOST_REFERENCES = 50


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """What a person, or Carepost for them, sends. Ids carry their angle brackets; `date` has its zone."""

    from_: Mailbox
    to: tuple[Mailbox, ...]
    subject: str
    message_id: str
    date: datetime
    text: str
    cc: tuple[Mailbox, ...] = ()
    reply_to: Mailbox | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    attachments: tuple[OutgoingFile, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


def compose(mail: OutgoingMail) -> bytes:
    """The message's bytes, fit for the wire; Refused with the reason if it cannot be made so."""
    if not mail.to and not mail.cc:
        raise Refused("This message is to nobody. Add at least one recipient.")
    raw = _headers(mail) + bodies.body(mail.text, mail.attachments, mail.message_id)
    wire.check(raw)
    return raw


def _headers(mail: OutgoingMail) -> bytes:
    return b"".join(
        (
            fold("Date", [_date(mail.date)]),
            _people("From", mail.from_),
            _people("Reply-To", *filter(None, [mail.reply_to])),
            _people("To", *mail.to),
            _people("Cc", *mail.cc),
            fold("Subject", header_words(mail.subject)),
            _ids("Message-ID", mail.message_id),
            _ids("In-Reply-To", *filter(None, [mail.in_reply_to])),
            _ids("References", *_trimmed(mail.references)),
            *(_further(name, value) for name, value in (*exchange.grouping(mail), *mail.headers)),
            fold("MIME-Version", ["1.0"]),
        )
    )


def _date(moment: datetime) -> str:
    if moment.utcoffset() is None:
        raise Refused("The date of a message needs its time zone.")
    return format_datetime(moment)


def _people(name: str, *boxes: Mailbox) -> bytes:
    words: list[str] = []
    for box in boxes:
        if words:
            words[-1] += ","
        words += [*_display(box.name), _angled(box.address, bare=not safe_name(box.name))]
    return fold(name, words) if words else b""


def _display(name: str) -> list[str]:
    cleaned = safe_name(check_header(name))
    words = header_words(cleaned)
    if not cleaned or words != cleaned.split(" ") or _ATOMS.fullmatch(cleaned):
        return words if cleaned else []
    return f'"{cleaned}"'.split(" ")


def _angled(address: str, *, bare: bool) -> str:
    if not _ADDRESS.fullmatch(address):
        raise Refused("One of the addresses of this message is not a plain e-mail address. Check them.")
    return address if bare else f"<{address}>"


def _ids(name: str, *ids: str) -> bytes:
    if not all(_ID.fullmatch(each) for each in ids):
        raise Refused(f"The {name} of this message is not well-formed, so it was not sent.")
    return fold(name, list(ids)) if ids else b""


def _trimmed(references: tuple[str, ...]) -> tuple[str, ...]:
    """The first and the newest: RFC 5537 section 3.4.4 allows the middle of a long list to go."""
    if len(references) <= _MOST_REFERENCES:
        return references
    return (references[0], *references[1 - _MOST_REFERENCES :])


def _further(name: str, value: str) -> bytes:
    folded = name.lower()
    if not _FIELD.fullmatch(name) or folded in _OURS or folded.startswith("content-"):
        raise Refused("This message carries a header that may not be set from outside.")
    return fold(name, header_words(value))
