"""The ways into a practice: a mail server that hands over until it hears 250, and a mailbox that is fetched."""

from __future__ import annotations

import hashlib
import os
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from carepost.actions.receiving.read import read_waiting
from carepost.doors.jobs import fetcher, listener
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.sources.port import Cursor, Fetched
from tests.cast import Cast
from tests.faults.storms import forks
from tests.faults.storms.steps import Step


class Mailbox:
    """A folder of a mail server that keeps all it ever had; in place of an IMAP source."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    def fetch_new(self, cursors: dict[str, Cursor], take, *, on_trouble, on_cursor) -> None:
        """In the order of their numbers; the cursor follows each letter that was taken."""
        last = cursors["INBOX"].last_uid if "INBOX" in cursors else 0
        for uid, raw in enumerate(self.letters[last:], start=last + 1):
            take(Fetched(f"imap:INBOX:1:{uid}", raw, "INBOX", False, None, 1, uid))
            on_cursor("INBOX", Cursor(1, uid))


@dataclass
class LetterBox:
    """Riverside's. `sent`: all that any server answers for, by SHA-256."""

    cast: Cast
    answered: list[Envelope]
    mailbox: Mailbox = field(default_factory=Mailbox)
    sent: dict[str, bytes] = field(default_factory=dict)

    def letter(self, text: bytes = b"Thank you. We shall see her in clinic.") -> bytes:
        """The next answer to one of our letters, each in turn."""
        number = len(self.sent)
        to = self.answered[number % len(self.answered)]
        head = (
            f"From: Dr P Shah <{to.recipient}>\r\nTo: {self.address(to)}\r\nSubject: Re: letter {number}\r\n"
            f"Message-ID: <{number}@northside.example>\r\nIn-Reply-To: {to.mime_message_id}\r\n\r\n"
        )
        raw = head.encode() + text + f"\r\n.\r\n..dots\r\nLetter {number}.\r\n".encode()
        self.sent[hashlib.sha256(raw).hexdigest()] = raw
        return raw

    def address(self, to: Envelope) -> str:
        local, _, domain = self.cast.riverside.mailbox.address.partition("@")
        return f"{local}+{to.token}@{domain}"

    def hand_over(self, port: int, raw: bytes) -> None:
        """One try of a mail server. Raises SMTPException unless it hears 250 after its final dot."""
        rcpt = self.cast.riverside.mailbox.address
        with smtplib.LMTP("127.0.0.1", port, timeout=20) as client:
            client.sendmail("cardiology@northside.example", [rcpt], raw)

    def fetch(self) -> None:
        fetcher.fetch(self.cast.riverside.mailbox, self.mailbox)  # type: ignore[arg-type]

    def read(self) -> int:
        return read_waiting(actor=self.cast.riverside.system, at_most=1000)


@contextmanager
def listening(step: Step | None = None) -> Iterator[tuple[int, int]]:
    """A listener in a process of its own, killed at this step: its process and its port."""
    reading, writing = os.pipe()

    def listen() -> None:
        if step:
            step.arm()
        door = listener.listener("127.0.0.1", 0)
        door.start()
        os.write(writing, b"%d\n" % door.port)
        threading.Event().wait()

    pid = forks.start(listen)
    os.close(writing)
    with os.fdopen(reading) as said:
        port = int(said.readline())
    try:
        yield pid, port
    finally:
        forks.end(pid)
