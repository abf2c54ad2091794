"""Reading a mail for show. Nothing here decides anything: odd mail shows oddly, and never stops a page."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: size in bytes after decoding."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a person sees of a mail, and what a reply needs of it."""

    from_: str
    to: str
    cc: str
    reply_to: str
    subject: str
    date: str
    message_id: str
    references: str
    text: str
    files: tuple[File, ...]

    @property
    def answer_to(self) -> str:
        """The address a reply goes to: Reply-To, else From; empty if neither has one."""
        for field in (self.reply_to, self.from_):
            found = [address for _, address in getaddresses([field]) if "@" in address]
            if found:
                return found[0]
        return ""


def read(raw: bytes) -> Content:
    """The parts of a mail that are shown."""
    mail = message_from_bytes(raw)
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    texts = [part for part in leaves if part.get_content_type() == "text/plain" and not part.get_filename()]
    return Content(
        from_=_words(mail, "From"),
        to=_words(mail, "To"),
        cc=_words(mail, "Cc"),
        reply_to=_words(mail, "Reply-To"),
        subject=_words(mail, "Subject"),
        date=_words(mail, "Date"),
        message_id=_words(mail, "Message-ID"),
        references=_words(mail, "References"),
        text=_text(texts[0]) if texts else "",
        files=tuple(_file(part) for part in leaves if part not in texts[:1]),
    )


def _words(mail: Message, name: str) -> str:
    value = " ".join(str(mail.get(name, "")).split())
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return value


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message) -> str:
    data = _bytes(part)
    try:
        text = data.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n")


def _file(part: Message) -> File:
    return File(part.get_filename() or "(no name)", part.get_content_type(), len(_bytes(part)))
