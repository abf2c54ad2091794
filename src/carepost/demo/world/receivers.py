"""The organisations' own mail servers."""

# ruff: noqa: N802  (aiosmtpd names the handle_ methods)
from __future__ import annotations

import asyncio
from ssl import SSLContext

from aiosmtpd.smtp import SMTP, Envelope, Session

from carepost.demo.world.mailboxes import Mailbox
from carepost.demo.world.settings import Peer
from carepost.demo.world.submission import IDLE_SECONDS
from carepost.demo.world.trace import tls_of

SIZE_LIMIT = 50 * 1024 * 1024  # bytes: more than the relay lets through


class Receiver:
    """Takes mail for one organisation over STARTTLS only; keeps it before saying so."""

    def __init__(self, *, peer: Peer, mailbox: Mailbox, context: SSLContext) -> None:
        self._peer, self._mailbox, self._context = peer, mailbox, context

    def new_line(self) -> SMTP:
        """A server for one line."""
        return SMTP(
            self,
            hostname=self._peer.host,
            ident=f"{self._peer.name} (demo)",
            data_size_limit=SIZE_LIMIT,
            tls_context=self._context,
            require_starttls=True,
            auth_exclude_mechanism=["PLAIN", "LOGIN"],
            timeout=IDLE_SECONDS,
        )

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.rpartition("@")[2].lower() != self._peer.domain:
            return "554 5.7.1 This server does not relay"
        if not self._peer.knows(address):
            return "550 5.1.1 Nobody reads mail at this address"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        for recipient in envelope.rcpt_tos:
            await asyncio.to_thread(
                self._mailbox.put,
                mail_from=envelope.mail_from or "",
                recipient=recipient,
                tls=tls_of(server.transport),
                raw=envelope.original_content or b"",
            )
        return "250 2.0.0 Received"
