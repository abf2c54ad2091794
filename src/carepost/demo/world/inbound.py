"""The server the rest of the world hands mail to, for the service mailboxes."""

# ruff: noqa: N802  (aiosmtpd names the handle_ methods)
from __future__ import annotations

from ssl import SSLContext

from aiosmtpd.smtp import SMTP, Envelope, Session

from carepost.demo.world.addresses import AddressBook
from carepost.demo.world.intake import Intake
from carepost.demo.world.journal import Journal
from carepost.demo.world.settings import MX_HOST
from carepost.demo.world.submission import IDLE_SECONDS, SIZE_LIMIT
from carepost.demo.world.trace import facts_of, received_line, tls_of


class Inbound:
    """Takes mail for its own domains over STARTTLS, and relays nothing else."""

    def __init__(self, *, context: SSLContext, book: AddressBook, journal: Journal, intake: Intake) -> None:
        self._context, self._book, self._journal, self._intake = context, book, journal, intake

    def new_line(self) -> SMTP:
        """A server for one line."""
        return SMTP(
            self,
            hostname=MX_HOST,
            ident="NHSmail stand-in (demo)",
            data_size_limit=SIZE_LIMIT,
            tls_context=self._context,
            require_starttls=True,
            auth_exclude_mechanism=["PLAIN", "LOGIN"],
            timeout=IDLE_SECONDS,
        )

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self._book.is_ours(address):
            return "554 5.7.1 This server does not relay"
        if refusal := self._book.refusal(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw, tls = envelope.original_content or b"", tls_of(server.transport)
        recipients = [{"address": address, "code": 250, "reply": "OK"} for address in envelope.rcpt_tos]
        record = self._journal.open(
            "inbound", mail_from=envelope.mail_from, helo=session.host_name, tls=tls.as_json(),
            recipients=recipients, **facts_of(raw),
        )  # fmt: skip
        trace = received_line(
            helo=session.host_name or "", by=MX_HOST, account=None, tls=tls, mail_id=record["id"]
        )
        await self._intake.take(
            record, sender=envelope.mail_from or "", recipients=envelope.rcpt_tos, trace=trace, raw=raw
        )
        return f"250 2.0.0 Queued as {record['id']}"
