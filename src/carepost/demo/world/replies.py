"""Answers from the organisations, as their own mail programs would write them."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import formataddr, getaddresses, localtime, make_msgid
from enum import StrEnum

from carepost.demo.world.addresses import AddressBook
from carepost.demo.world.client import Handed, Smtp
from carepost.demo.world.content import Content, read
from carepost.demo.world.files import Record
from carepost.demo.world.journal import now_text
from carepost.demo.world.mailboxes import Mail, Mailbox
from carepost.demo.world.settings import Peer
from carepost.demo.world.trace import sha256

# Message-IDs with tokens are long; folded by the standard library they would come out encoded.
_POLICY = SMTP_POLICY.clone(max_line_length=900, cte_type="7bit")


class Mode(StrEnum):
    """A reply keeps the thread; a new message does not and goes to the plain service address."""

    REPLY = "reply"
    NEW = "new"


class CannotReply(ValueError):
    """The answer asked for cannot be written; the text says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What someone at the organisation wrote. `from_` empty: from the address the mail came to."""

    mode: Mode
    text: str
    subject: str = ""
    from_: str = ""
    file: tuple[str, bytes] | None = field(default=None, repr=False)


class Replies:
    """Writes answers and hands them to the stand-in over the same kind of line any hospital would use."""

    def __init__(self, *, book: AddressBook, ways: Mapping[str, Smtp]) -> None:
        self._book, self._ways = book, ways

    def send(self, *, peer: Peer, mailbox: Mailbox, mail: Mail, answer: Answer) -> Record:
        """Sends the answer and notes it with the mail. Raises CannotReply before anything is sent."""
        sender = _sender(peer, mail, answer)
        to = self._recipient(mail, read(mailbox.raw(mail)), answer.mode)
        message = compose(sender=sender, to=to, original=read(mailbox.raw(mail)), answer=answer)
        raw = message.as_bytes()
        handed = self._ways[peer.box].hand(sender[1], to, raw)
        reply = _noted(message, raw, answer.mode, handed)
        mailbox.add_reply(mail.id, reply)
        return reply

    def _recipient(self, mail: Mail, original: Content, mode: Mode) -> str:
        if mode is Mode.REPLY:
            to = original.answer_to
        else:
            service = self._book.service(original.answer_to) or self._book.service(mail.mail_from)
            to = service.address if service else ""
        if not to:
            raise CannotReply("That mail does not say where an answer should go.")
        return to


def compose(*, sender: tuple[str, str], to: str, original: Content, answer: Answer) -> EmailMessage:
    """The answer as a mail. Raises CannotReply if a line break stands where none may."""
    message = EmailMessage(policy=_POLICY)
    try:
        message["From"] = formataddr(sender)
        message["To"] = to
        message["Subject"] = answer.subject or _subject(original, answer.mode)
        message["Date"] = localtime()
        message["Message-ID"] = make_msgid(domain=sender[1].rpartition("@")[2])
        if answer.mode is Mode.REPLY and original.message_id:
            message["In-Reply-To"] = original.message_id
            message["References"] = f"{original.references} {original.message_id}".strip()
    except ValueError as error:
        raise CannotReply("A name, an address or the subject holds what a mail cannot carry.") from error
    message.set_content(answer.text.replace("\r\n", "\n"))
    if answer.file:
        name, data = answer.file
        kind = (mimetypes.guess_type(name)[0] or "application/octet-stream").split("/")
        message.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    return message


def quoted(original: Content) -> str:
    """The usual opening of a reply: room to write above what is answered."""
    lines = "\n".join(f"> {line}" for line in original.text.splitlines())
    when = f"On {original.date}, " if original.date else ""
    return f"\n\n{when}{original.from_} wrote:\n{lines}\n"


def _sender(peer: Peer, mail: Mail, answer: Answer) -> tuple[str, str]:
    if not answer.from_:
        return peer.name_of(mail.recipient), mail.recipient
    found = getaddresses([answer.from_])
    if len(found) != 1 or "@" not in found[0][1] or not answer.from_.isascii():
        raise CannotReply("The other address is not one plain e-mail address.")
    return found[0]


def _subject(original: Content, mode: Mode) -> str:
    if mode is Mode.NEW:
        return "About one of your patients"
    already = original.subject.lower().startswith("re:")
    return original.subject if already else f"Re: {original.subject}"


def _noted(message: EmailMessage, raw: bytes, mode: Mode, handed: Handed) -> Record:
    return {
        "at": now_text(),
        "mode": mode.value,
        "message_id": message["Message-ID"],
        "from": message["From"],
        "to": message["To"],
        "subject": message["Subject"],
        "sha256": sha256(raw),
        "accepted": handed.ok is True,
        "code": handed.code,
        "reply": handed.reply,
        "tls": handed.tls.as_json(),
    }
