"""The ways into a practice: a mail server that hands over until it hears 250, and a mailbox that is fetched."""

from __future__ import annotations

import hashlib
import os
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from carepost.actions.receiving.folders import cursors_of
from carepost.actions.receiving.read import read_waiting
from carepost.domain.correspondence.models import Message
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.doors.jobs import fetcher, listener
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.models import Arrival
from carepost.engines.intake.sources.port import Cursor, Fetched
from tests.cast import Cast
from tests.faults.storms import forks
from tests.faults.storms.post_room import PostRoom


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

    @classmethod
    def of(cls, room: PostRoom) -> LetterBox:
        """Three letters are out, and their answers will come."""
        room.write(3)
        practice = room.system.practice_id
        with acting_for(practice):
            return cls(room.cast, list(Envelope.objects.of(practice).select_related("message")))

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

    def hand_over(self, port: int, raw: bytes, patience: float = 20) -> None:
        """One try of a mail server. Raises SMTPException unless it hears 250 after its final dot."""
        rcpt = self.cast.riverside.mailbox.address
        with smtplib.LMTP("127.0.0.1", port, timeout=patience) as client:
            client.sendmail("cardiology@northside.example", [rcpt], raw)

    def answer(self, port: int, raw: bytes) -> int:
        """What the mail server hears at one try."""
        try:
            self.hand_over(port, raw)
        except smtplib.SMTPRecipientsRefused as refused:
            return max(answer for answer, _ in refused.recipients.values())
        except smtplib.SMTPResponseException as refused:
            return refused.smtp_code
        return 250

    def fetch(self) -> None:
        fetcher.fetch(self.cast.riverside.mailbox, self.mailbox)  # type: ignore[arg-type]

    def fetch_at_most(self, letters: int) -> None:
        """As if the others had not come yet."""
        late, self.mailbox.letters = self.mailbox.letters[letters:], self.mailbox.letters[:letters]
        self.fetch()
        self.mailbox.letters += late

    def cursor(self) -> int:
        """How far the mailbox has been read."""
        cursors = cursors_of(self.cast.riverside.mailbox)
        return cursors["INBOX"].last_uid if "INBOX" in cursors else 0

    def read(self) -> int:
        return read_waiting(actor=self.cast.riverside.system, at_most=1000)

    def turns(self) -> Iterator[None]:
        """A turn to read for as long as something waits; AssertionError when patience ends.

        What a killed reader had claimed is free when the database notices that its line is gone, and not before.
        """
        until = time.monotonic() + forks.PATIENCE
        while any(one.state == Arrival.State.STORED for one in self.arrivals()):
            assert time.monotonic() < until, "a letter waits and is not read"
            yield

    def read_all(self) -> None:
        for _ in self.turns():
            self.read()

    def arrivals(self) -> list[Arrival]:
        """In the order they came."""
        practice = self.cast.riverside.practice.id
        with acting_for(practice):
            return list(Arrival.objects.of(practice).order_by("at", "id"))

    def wrongs(self) -> list[str]:
        """One sentence for each letter that was lost, doubled, changed or stuck; empty when all is well."""
        arrivals, messages = self.arrivals(), self._messages()
        stored = Counter(arrival.sha256 for arrival in arrivals)
        found = [f"{digest[:8]} was lost" for digest in self.sent.keys() - stored.keys()]
        found += [f"{digest[:8]} came from nowhere" for digest in stored.keys() - self.sent.keys()]
        found += [f"{digest[:8]} was stored {times} times" for digest, times in stored.items() if times > 1]
        for one in arrivals:
            found += self._wrongs_of(one, messages[one.id, one.conversation_id])
        return found + ([] if messages.total() <= len(arrivals) else ["there are messages nobody sent"])

    def _wrongs_of(self, one: Arrival, messages: int) -> Iterator[str]:
        name, matched = f"{one.sha256[:8]} ({one.state})", one.state == Arrival.State.MATCHED
        if not matched and one.state != Arrival.State.UNREADABLE:
            yield f"{name} is stuck"
        if messages != matched:
            yield f"{name} is there {messages} times"
        if services.vault().get(one.practice_id, one.object_id) != self.sent.get(one.sha256):
            yield f"{name} has other bytes"

    def _messages(self) -> Counter[tuple[UUID | None, UUID | None]]:
        """How many messages each arrival has become, by conversation."""
        practice = self.cast.riverside.practice.id
        with acting_for(practice):
            received = Message.objects.of(practice).filter(direction=Message.Direction.IN)
            return Counter(received.values_list("arrival_id", "conversation_id"))


class Trap(Protocol):
    """Something to happen in a process, laid there by itself."""

    def arm(self) -> None: ...


@contextmanager
def listening(trap: Trap | None = None) -> Iterator[tuple[int, int]]:
    """A listener in a process of its own, with this trap in it: its process and its port."""
    reading, writing = os.pipe()

    def listen() -> None:
        if trap:
            trap.arm()
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
