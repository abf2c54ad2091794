"""The submission server: STARTTLS and a log-in first, then mail from that account alone."""

# ruff: noqa: N802  (aiosmtpd names the handle_ methods)
from __future__ import annotations

import asyncio
import hmac
import weakref
from collections.abc import Mapping
from ssl import SSLContext

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from carepost.demo.world.addresses import AddressBook
from carepost.demo.world.files import Record
from carepost.demo.world.intake import Intake
from carepost.demo.world.journal import Journal
from carepost.demo.world.settings import SEND_HOST
from carepost.demo.world.switches import Answer, Board, Switches, Tls
from carepost.demo.world.trace import facts_of, received_line, tls_of

SIZE_LIMIT = 35 * 1024 * 1024  # bytes, as NHSmail's
IDLE_SECONDS = 120.0
_REFUSALS: Mapping[Answer, str] = {
    Answer.TEMPORARY: "451 4.7.1 The service is busy, try again later (demo switch)",
    Answer.PERMANENT: "550 5.7.1 The service will not take this (demo switch)",
}


class Submission:
    """Makes a server for each new line, as the switches stand then."""

    def __init__(
        self, *, accounts: Mapping[str, str], contexts: Mapping[Tls, SSLContext], board: Board,
        book: AddressBook, journal: Journal, intake: Intake,
    ) -> None:  # fmt: skip
        self._accounts, self._contexts, self.board = accounts, contexts, board
        self.book, self.journal, self.intake = book, journal, intake
        self._lines: weakref.WeakSet[SMTP] = weakref.WeakSet()

    def new_line(self) -> SMTP:
        """A server for one line."""
        server = SMTP(
            _Line(self),
            hostname=SEND_HOST,
            ident="NHSmail stand-in (demo)",
            data_size_limit=SIZE_LIMIT,
            tls_context=self._contexts.get(self.board.now.tls),
            require_starttls=True,
            auth_required=True,
            authenticator=self._log_in,
            timeout=IDLE_SECONDS,
        )
        self._lines.add(server)
        return server

    def close_idle(self) -> None:
        """Ends lines with no mail under way, so that a kept line does not outlive a turned switch."""
        for server in list(self._lines):
            between_mails = server.envelope is None or not server.envelope.mail_from
            if between_mails and server.transport is not None:
                server.transport.close()

    def _log_in(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        account = data.login.decode("utf-8", "replace").lower()
        known = self._accounts.get(account, "").encode()
        right = bool(known) and hmac.compare_digest(known, data.password)
        return AuthResult(success=right, handled=False, auth_data=account if right else None)


class _Line:
    """One line's conversation. aiosmtpd calls the handle_ methods."""

    def __init__(self, submission: Submission) -> None:
        self._of = submission
        self._record: Record = {}

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        account = str(session.auth_data)
        self._record = self._of.journal.open(
            "submission", account=account, helo=session.host_name, mail_from=address,
            tls=tls_of(server.transport).as_json(),
        )  # fmt: skip
        if address.lower() != account:
            return self._answered("550 5.7.60 This account may not send as that address")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Sender OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        switched = _REFUSALS.get(self._of.board.now.answer)
        reply = switched or self._of.book.refusal(address) or "250 2.1.5 Recipient OK"
        self._record["recipients"].append({"address": address, "code": int(reply[:3]), "reply": reply[4:]})
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        else:
            self._of.journal.save(self._record)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.original_content or b""
        self._record |= facts_of(raw)
        switches = self._of.board.now
        if switches.answer is Answer.HOLD:
            await asyncio.sleep(switches.hold_seconds)
        if switches.answer is not Answer.DROP_LOST:
            await self._take(server, session, envelope, raw)
        if switches.answer in (Answer.DROP, Answer.DROP_LOST):
            await self._drop(server, switches)
        return self._answered(f"250 2.0.0 Queued as {self._record['id']}")

    async def _take(self, server: SMTP, session: Session, envelope: Envelope, raw: bytes) -> None:
        trace = received_line(
            helo=session.host_name or "",
            by=SEND_HOST,
            account=self._record["account"],
            tls=tls_of(server.transport),
            mail_id=self._record["id"],
        )
        await self._of.intake.take(
            self._record, sender=envelope.mail_from or "", recipients=envelope.rcpt_tos, trace=trace, raw=raw
        )

    async def _drop(self, server: SMTP, switches: Switches) -> None:
        kept = "taken" if switches.answer is Answer.DROP else "lost"
        self._answered(f"000 Line dropped without an answer, mail {kept}")
        if server.transport is not None:
            server.transport.close()
        await asyncio.sleep(IDLE_SECONDS)  # the closing line cancels us here, before any answer is sent

    def _answered(self, reply: str) -> str:
        self._record["result"] = {"code": int(reply[:3]), "reply": reply[4:]}
        self._of.journal.save(self._record)
        return reply
