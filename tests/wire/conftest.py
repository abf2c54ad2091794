"""The real peers, once for all tests here: Dovecot, Postfix, our listener behind it, and a sink beyond it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from carepost.engines.intake.sources.imap import ImapSettings
from carepost.engines.intake.sources.lmtp import Listener
from carepost.engines.intake.sources.port import Delivered
from tests.doubles.certificates import Authority
from tests.doubles.smtp_peer import SmtpPeer
from tests.wire import machine
from tests.wire.dovecot import PASSWORD, Dovecot, dovecot
from tests.wire.postfix import Postfix, postfix

Make = Callable[..., ImapSettings]


@dataclass
class Intake:
    """Our listener behind Postfix: what it took, and errors to raise first, one for each call."""

    taken: list[Delivered] = field(default_factory=list)
    raising: list[Exception] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def accept(self, one: Delivered) -> None:
        """Store, or fail as the test wants."""
        if self.raising:
            raise self.raising.pop(0)
        self.taken.append(one)

    def known(self, recipient: str) -> bool:
        """Is this one of ours?"""
        return recipient not in self.unknown

    def forget(self) -> None:
        """Begin anew."""
        self.taken.clear()
        self.raising.clear()
        self.unknown.clear()


@dataclass(frozen=True)
class World:
    """Everything that runs."""

    authority: Authority
    dovecot: Dovecot
    postfix: Postfix
    sink: SmtpPeer
    intake: Intake


@pytest.fixture(scope="session")
def running_world() -> Iterator[World]:
    """Start it all."""
    machine.require_servers()
    intake = Intake()
    with (
        machine.open_folder() as folder,
        Listener("127.0.0.1", 0, intake.accept, 120_000_000, known=intake.known) as listener,
    ):
        authority = Authority(folder / "ca")
        with (
            dovecot(folder / "dovecot", authority) as imap,
            SmtpPeer(folder / "sink", authority.issue(host="localhost")) as sink,
            postfix(
                folder / "postfix", authority, sasl=imap.ports.auth, lmtp=listener.port, relay=sink.port
            ) as mta,
        ):
            yield World(authority, imap, mta, sink, intake)


@pytest.fixture
def world(running_world: World) -> World:
    """The same servers, with nothing remembered by our listener."""
    running_world.intake.forget()
    return running_world


@pytest.fixture
def user(request: pytest.FixtureRequest) -> str:
    """An empty mailbox for this test."""
    return f"box-{abs(hash(request.node.name))}@carepost.test"


@pytest.fixture
def settings(world: World, user: str) -> Make:
    """Settings for that mailbox."""

    def make(**changes: object) -> ImapSettings:
        words: dict[str, object] = {
            "host": "localhost",
            "username": user,
            "password": PASSWORD,
            "port": world.dovecot.ports.imaps,
            "ca_file": world.authority.file,
            "timeout": 20.0,
        }
        words.update(changes)
        return ImapSettings(**words)  # type: ignore[arg-type]

    return make
