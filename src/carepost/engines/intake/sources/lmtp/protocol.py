"""aiosmtpd's LMTP with what it lacks: an answer per recipient, a limit of lines, whole bodies, and quiet
logs.

Measured with aiosmtpd 1.4.6: its own DATA keeps bare CR and LF as they come, but refuses a line of over 1,001
octets and takes 10 s and an object per line for 60 MB; ours reads to the final dot in one piece.
"""

from __future__ import annotations

import contextlib
import logging
from asyncio import LimitOverrunError, StreamReader
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import syntax

from carepost.engines.intake.sources.lmtp.handler import Handler

log = structlog.get_logger()

_END = b"\r\n.\r\n"
_TOO_LARGE = "552 5.3.4 The message is larger than we take"

# The library logs addresses at INFO and whole lines of mail at DEBUG; what we need to know we log ourselves.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


class _Strict:
    """A reader for which a line of a command ends with CRLF; the base class takes LF, too (RFC 5321 2.3.8)."""

    def __init__(self, reader: StreamReader, otherwise: Callable[[], Awaitable[None]]) -> None:
        self._reader = reader
        self._otherwise = otherwise

    def __getattr__(self, name: str) -> Any:  # whatever a reader has
        return getattr(self._reader, name)

    async def readuntil(self, separator: bytes = b"\n") -> bytes:
        line = await self._reader.readuntil(separator)
        if separator == b"\n" and not line.endswith(b"\r\n"):
            await self._otherwise()
        return line


class Door:
    """The lines that are open, and how many may be."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.open: set[Protocol] = set()
        self.closing = False

    @property
    def busy(self) -> bool:
        """Is a message on its way in?"""
        return any(line.owed for line in self.open)

    def lets_in(self, line: Protocol) -> bool:
        """Count a new line in, if there is room."""
        if self.closing or len(self.open) >= self._most:
            return False
        self.open.add(line)
        return True


class Protocol(LMTP):
    """One line of a mail server to us. `owed`: answers to give when its message is in (RFC 2033 4.2)."""

    def __init__(self, handler: Handler, door: Door, size_limit: int, timeout: float) -> None:
        # The base class makes its reader with this limit, and a body is read as one line up to its final dot.
        self.line_length_limit = size_limit + len(_END)
        self._door = door
        self.owed = 0
        super().__init__(
            handler,
            data_size_limit=size_limit,
            enable_SMTPUTF8=True,
            hostname="carepost",
            ident="LMTP",
            timeout=timeout,
        )

    async def push(self, status: str | bytes) -> None:
        """Answer, after a message once for each of its recipients."""
        answer = status.encode("utf-8", "replace") if isinstance(status, str) else status
        if answer.startswith(b"552 "):
            answer = _TOO_LARGE.encode()  # the base class says it without the code of RFC 3463
        if answer.startswith(b"354"):
            self.owed = len(self.envelope.rcpt_tos) if self.envelope else 0
        elif self.owed:
            answer, self.owed = b"\r\n".join([answer] * self.owed), 0
        if answer.startswith(b"5"):
            log.info("lmtp.refused", code=answer[:3].decode("ascii", "replace"))
        await super().push(answer)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802
        """Take a message in."""
        if await self.check_helo_needed("LHLO"):
            return
        if arg or not self.envelope or not self.envelope.rcpt_tos:
            await self.push("501 5.5.4 DATA takes no words" if arg else "503 5.5.1 No recipient yet")
            return
        await self.push("354 End with a dot on its own line")
        raw = await self._body()
        try:
            self.envelope.content = self.envelope.original_content = raw
            answer = _TOO_LARGE if raw is None else await self._call_handler_hook("DATA")
        finally:
            self.envelope = self._create_envelope()
        await self.push(answer)

    async def _body(self) -> bytes | None:
        """Read to the final dot and take the stuffing out (RFC 5321 4.5.2); None if it is over the limit."""
        # The end is a line of its own, so let the first line begin like all others.
        reader: Any = self._reader  # its buffer has no public front
        reader._buffer[:0] = b"\r\n"
        whole = True
        while True:
            try:
                raw = await self._reader.readuntil(_END)
            except LimitOverrunError as over:
                whole = False
                await self._reader.readexactly(over.consumed)
            else:
                return raw[:-3].replace(b"\r\n.", b"\r\n")[2:] if whole else None

    async def _handle_client(self) -> None:
        if not self._door.lets_in(self):
            await self.push("421 4.3.2 Too many lines at once, or closing; please try again later")
            self._writer.close()
            return
        self._reader: Any = _Strict(self._reader, self._bare)
        # The far end may hang up at any time, and whoever has no answer yet will try again.
        with contextlib.suppress(ConnectionError):
            await super()._handle_client()

    async def _bare(self) -> None:
        """A command by a lone LF is somebody's attempt to have one line read as two: nothing after it counts."""
        await self.push("500 5.5.2 A command ends with CRLF; goodbye")
        self.hang_up()
        raise ConnectionResetError

    def connection_lost(self, error: Exception | None) -> None:
        """Forget this line."""
        self._door.open.discard(self)
        super().connection_lost(error)

    def hang_up(self) -> None:
        """Close this line; whoever has no answer yet will try again."""
        transport: Any = self.transport  # aiosmtpd types it too widely
        if transport is not None:
            transport.close()
