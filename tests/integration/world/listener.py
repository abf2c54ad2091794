"""A stand-in for Carepost's own LMTP listener."""

from __future__ import annotations

import threading
import time
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, Session


class Listener(Controller):
    """Keeps what it is handed. Answers `answer` to the next `unwilling` mails."""

    def __init__(self, port: int) -> None:
        super().__init__(self, hostname="127.0.0.1", port=port)
        self.mails: list[tuple[str, str, bytes]] = []
        self.answer = "250 OK"
        self.unwilling = 0
        self._more = threading.Condition()

    def factory(self) -> LMTP:
        return LMTP(self, hostname="carepost.test", data_size_limit=50 * 1024 * 1024)

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        if self.unwilling:
            self.unwilling -= 1
            return self.answer
        with self._more:
            for recipient in envelope.rcpt_tos:
                self.mails.append((envelope.mail_from or "", recipient, envelope.original_content or b""))
            self._more.notify_all()
        return "250 OK"

    def wait_for(self, count: int, seconds: float = 15) -> list[tuple[str, str, bytes]]:
        """All mails, once there are that many."""
        end = time.monotonic() + seconds
        with self._more:
            while len(self.mails) < count:
                if not self._more.wait(end - time.monotonic()):
                    raise AssertionError(f"only {len(self.mails)} of {count} mails came")
            return list(self.mails)
