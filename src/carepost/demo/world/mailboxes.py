"""What an organisation received, kept in a folder byte for byte."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from carepost.demo.world.files import Record, new_id, read_record, write_record, write_whole
from carepost.demo.world.journal import now_text
from carepost.demo.world.settings import SEND_HOST
from carepost.demo.world.trace import TlsSeen, below_relay, sha256


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail received.

    `sha256` is of what stood below the relay's lines, so of what the sender sent;
    `sha256_received` is of all of it.
    """

    id: str
    at: str
    mail_from: str
    recipient: str
    tls: dict[str, str]
    sha256: str
    sha256_received: str
    size: int
    relay_lines: list[str]
    replies: list[Record] = field(default_factory=list)


class Mailbox:
    """The mail of one organisation, oldest first."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._lock = threading.Lock()
        self._mails = {file.stem: Mail(**read_record(file)) for file in sorted(folder.glob("*.json"))}

    def put(self, *, mail_from: str, recipient: str, tls: TlsSeen, raw: bytes) -> Mail:
        """Keeps a mail; it is on disk when this returns."""
        relay_lines, sent = below_relay(raw, SEND_HOST)
        mail = Mail(
            id=new_id(),
            at=now_text(),
            mail_from=mail_from,
            recipient=recipient,
            tls=tls.as_json(),
            sha256=sha256(sent),
            sha256_received=sha256(raw),
            size=len(raw),
            relay_lines=relay_lines,
        )
        write_whole(self._folder / f"{mail.id}.eml", raw)
        with self._lock:
            self._write(mail)
        return mail

    def add_reply(self, mail_id: str, reply: Record) -> None:
        """Notes that this mail was answered."""
        with self._lock:
            mail = self._mails[mail_id]
            self._write(replace(mail, replies=[*mail.replies, reply]))

    def all(self) -> list[Mail]:
        """Every mail, oldest first."""
        with self._lock:
            return list(self._mails.values())

    def get(self, mail_id: str) -> Mail | None:
        """The mail with this id, if there is one."""
        return self._mails.get(mail_id)

    def raw(self, mail: Mail) -> bytes:
        """The bytes as they came."""
        return (self._folder / f"{mail.id}.eml").read_bytes()

    def _write(self, mail: Mail) -> None:
        write_record(self._folder / f"{mail.id}.json", asdict(mail))
        self._mails[mail.id] = mail
