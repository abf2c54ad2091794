"""A submission server that does as little as one can: TLS, a note of what it took, and no more.

    python -m carepost.bench.send.sink CERTIFICATE LOG      (prints its port, serves until killed)

Each line of the log is a Message-ID and the recipients it came for, written before the answer to the dot.
"""

from __future__ import annotations

import asyncio
import os
import re
import ssl
import sys
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from dataclasses import dataclass, field

LARGEST = 100_000_000
MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>\s]*>)", re.IGNORECASE | re.MULTILINE)
GREETING = b"250-sink\r\n250-SIZE 100000000\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 "
FIXED = {
    b"AUTH": b"235 2.7.0 welcome\r\n",
    b"RSET": b"250 2.0.0 forgotten\r\n",
    b"QUIT": b"221 2.0.0 bye\r\n",
}


@dataclass(slots=True)
class _Talk:
    """One client."""

    reader: StreamReader
    writer: StreamWriter
    context: ssl.SSLContext
    log: int
    secure: bool = False
    recipients: list[bytes] = field(default_factory=list)

    async def run(self) -> None:
        self.writer.write(b"220 sink\r\n")
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            verb = b""
            while verb != b"QUIT":
                line = await self.reader.readuntil(b"\r\n")
                verb = line[:4].upper()
                self.writer.write(await self._answer(verb, line))
                if verb == b"STAR":
                    await self.writer.start_tls(self.context)
                    self.secure = True
        self.writer.close()

    async def _answer(self, verb: bytes, line: bytes) -> bytes:
        match verb:
            case b"EHLO":
                return GREETING + (b"AUTH PLAIN\r\n" if self.secure else b"STARTTLS\r\n")
            case b"STAR":
                return b"220 2.0.0 go on\r\n"
            case b"MAIL":
                self.recipients.clear()
                return b"250 2.1.0 yes\r\n"
            case b"RCPT":
                self.recipients.append(line[8:-2].strip(b"<> "))
                return b"250 2.1.5 yes\r\n"
            case b"DATA":
                self.writer.write(b"354 go on\r\n")
                return self._taken(await self.reader.readuntil(b"\r\n.\r\n"))
            case _:
                return FIXED.get(verb, b"502 5.5.1 no\r\n")

    def _taken(self, body: bytes) -> bytes:
        found = MESSAGE_ID.search(body)
        os.write(self.log, b"%s %s\n" % (found[1] if found else b"-", b" ".join(self.recipients)))
        return b"250 2.0.0 queued\r\n"


async def serve(certificate: str, log: int) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def talk(reader: StreamReader, writer: StreamWriter) -> None:
        await _Talk(reader, writer, context, log).run()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, limit=LARGEST)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)))
