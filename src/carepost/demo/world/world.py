"""The outside world put together: made from settings, started, and stopped."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP

from carepost.demo.world.addresses import AddressBook
from carepost.demo.world.ca import Authority
from carepost.demo.world.client import Lmtp, Smtp
from carepost.demo.world.files import write_record
from carepost.demo.world.inbound import Inbound
from carepost.demo.world.intake import Intake
from carepost.demo.world.journal import Journal
from carepost.demo.world.lines import Lines
from carepost.demo.world.mailboxes import Mailbox
from carepost.demo.world.receivers import Receiver
from carepost.demo.world.relay import LISTENER, Relay, Route
from carepost.demo.world.replies import Replies
from carepost.demo.world.settings import MX_HOST, SEND_HOST, Peer, Settings
from carepost.demo.world.spool import Spool
from carepost.demo.world.submission import Submission
from carepost.demo.world.switches import Board, Switches, Tls
from carepost.demo.world.telephone import Telephone

HOME = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A peer with its mailbox."""

    peer: Peer
    mailbox: Mailbox


class World:
    """Everything outside Carepost. What the pages show is read from here."""

    def __init__(self, settings: Settings) -> None:
        state = settings.state
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.settings = settings
        self.authority = Authority(state / "ca")
        self.board = Board(state / "switches.json", Switches(plus_addresses=settings.plus_addresses))
        self.book = AddressBook(settings, self.board)
        self.journal = Journal(state / "log.jsonl")
        self.spool = Spool(state / "spool")
        self.relay = Relay(book=self.book, spool=self.spool, journal=self.journal)
        self.telephone = Telephone(settings.people, state / "texts.jsonl")
        self.organisations = {
            peer.box: Organisation(peer, Mailbox(state / "boxes" / peer.box)) for peer in settings.peers
        }
        self._lines = Lines()
        self._servers: list[asyncio.Server] = []

    async def start(self) -> dict[str, int]:
        """Opens every mail port, takes up what waits, and gives the ports by name."""
        intake = Intake(spool=self.spool, journal=self.journal, relay=self.relay)
        ports = {
            "submission": await self._listen("submission", self._submission(intake).new_line),
            "mx": await self._listen("mx", self._inbound(intake).new_line),
        }
        for box, organisation in self.organisations.items():
            ports[f"{box}_smtp"] = await self._listen(f"{box}_smtp", self._receiver(organisation).new_line)
        self.replies = Replies(book=self.book, ways=self._ways_in(ports["mx"]))
        self.relay.start(self._ways_out(ports))
        return ports

    async def stop(self) -> None:
        """Closes the ports and cuts the lines. What waits stays on disk."""
        for server in self._servers:
            server.close()
        self.relay.stop()
        self._lines.cut()

    def announce(self, ports: dict[str, int]) -> None:
        """Writes the ready file: from now on all ports answer."""
        accounts = {service.address: service.password for service in self.settings.services}
        about = {
            "pid": os.getpid(),
            "ca_file": str(self.authority.file.resolve()),
            # the name a sender on this machine can look up; the certificate is for it too
            "submission_host": "localhost",
            "accounts": accounts,
        }
        write_record(self.settings.ready, ports | about)

    async def _listen(self, name: str, new_line: Callable[[], SMTP]) -> int:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(new_line, HOME, self.settings.ports.get(name, 0))
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    def _submission(self, intake: Intake) -> Submission:
        # Without a name server the demo's sender knows this machine only as localhost, so that is named too.
        right = (SEND_HOST, "localhost", HOME)
        submission = Submission(
            accounts={service.address: service.password for service in self.settings.services},
            contexts={
                Tls.GOOD: self.authority.server("send", *right),
                Tls.BROKEN: self.authority.server("send-broken", "another-service.example"),
                Tls.EXPIRED: self.authority.server("send-expired", *right, expired=True),
            },
            board=self.board,
            book=self.book,
            journal=self.journal,
            intake=intake,
        )
        loop = asyncio.get_running_loop()

        def on_change() -> None:
            loop.call_soon_threadsafe(submission.close_idle)

        self.board.on_change = on_change
        return submission

    def _inbound(self, intake: Intake) -> Inbound:
        context = self.authority.server("mx", MX_HOST)
        return Inbound(context=context, book=self.book, journal=self.journal, intake=intake)

    def _receiver(self, organisation: Organisation) -> Receiver:
        peer, mailbox = organisation.peer, organisation.mailbox
        return Receiver(peer=peer, mailbox=mailbox, context=self.authority.server(peer.box, peer.host))

    def _ways_in(self, mx: int) -> dict[str, Smtp]:
        client = self.authority.client()
        return {p.box: Smtp(MX_HOST, mx, p.host, client, self._lines) for p in self.settings.peers}

    def _ways_out(self, ports: dict[str, int]) -> dict[str, Route]:
        client = self.authority.client()
        ways: dict[str, Route] = {LISTENER: Lmtp(*self.settings.lmtp, MX_HOST, self._lines)}
        for peer in self.settings.peers:
            ways[peer.box] = Smtp(peer.host, ports[f"{peer.box}_smtp"], SEND_HOST, client, self._lines)
        return ways
