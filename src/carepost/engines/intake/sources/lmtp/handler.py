"""What to answer to a recipient and a message. The work is done in threads, never on the listener's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import structlog

from carepost.engines.intake.sources.port import AcceptDelivered, Delivered
from carepost.ground.kernel import CarepostError, Refused, Unavailable

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

log = structlog.get_logger()

_MOST_RECIPIENTS = 100  # RFC 5321 4.5.3.1.8
_LATER = "451 4.3.0 Not stored; please try again later"

T = TypeVar("T")
Known = Callable[[str], bool]


class Handler:
    """Answers for one listener. aiosmtpd finds the `handle_` methods by name."""

    def __init__(
        self, accept: AcceptDelivered, known: Known | None, pool: ThreadPoolExecutor, deadline: float
    ) -> None:
        self._accept = accept
        self._known = known
        self._pool = pool
        self._deadline = deadline

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Is this one of ours?"""
        if len(envelope.rcpt_tos) >= _MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients at once; send the others after this message"
        answer = await self._in_thread(self._recipient, address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer 250 once the message is stored and not before."""
        raw = envelope.original_content or b""
        # aiosmtpd leaves "<>" standing for no sender at all.
        sender = "" if envelope.mail_from in (None, "<>") else _legible(envelope.mail_from)
        recipients = tuple(_legible(address) for address in envelope.rcpt_tos)
        delivered = Delivered(raw, sender, recipients, _has_bare_line_ends(raw))
        if delivered.bare_line_ends:
            # Kept as it came, and one message: only CRLF.CRLF ends it. To refuse it would lose a letter for its
            # line ends, and to mend them would change it.
            octets = len(raw)
            log.info("lmtp.odd_line_ends", octets=octets)
        return await self._in_thread(self._message, delivered)

    async def handle_exception(self, error: Exception) -> str:
        """Answer for a mistake of ours without showing its words, which may hold an address."""
        log.error("lmtp.failed", kind=type(error).__name__)
        return _LATER

    async def _in_thread(self, work: Callable[[T], str], about: T) -> str:
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._pool, work, about), self._deadline)
        except TimeoutError:
            # The thread may still end well: then the message comes twice, and the second is known by its
            # bytes.
            log.error("lmtp.deadline", seconds=self._deadline)
            return _LATER

    def _recipient(self, address: str) -> str:
        try:
            known = self._known is None or self._known(address)
        except CarepostError:
            return "451 4.3.0 Cannot look up recipients at the moment"
        return "250 2.1.5 Recipient ok" if known else "550 5.1.1 No such recipient here"

    def _message(self, delivered: Delivered) -> str:
        try:
            self._accept(delivered)
        except Refused as error:
            return f"554 5.7.1 {_one_line(error.reason)}"
        except Unavailable:
            return _LATER
        return "250 2.6.0 Stored"


def _has_bare_line_ends(raw: bytes) -> bool:
    return not raw.count(b"\r\n") == raw.count(b"\r") == raw.count(b"\n")


def _legible(address: str) -> str:
    """An address without the surrogates that stand for undecodable bytes: no database takes those."""
    return address.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _one_line(words: str) -> str:
    return " ".join(words.split()).encode("ascii", "replace").decode()[:400]
