"""A peer with rules, and a transport that speaks to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from carepost.engines.delivery.transports.port import Outcome, Parcel, Proof, Submission
from carepost.engines.delivery.transports.smtp import SmtpTransport
from tests.doubles.certificates import Authority, Kind
from tests.doubles.smtp_peer import SmtpPeer
from tests.doubles.smtp_rules import Rules

LETTER = b"Message-ID: <letter-1@carepost.test>\r\nSubject: A\r\n\r\nDear colleague,\r\n.\r\n..two\r\nend\r\n"
LONG_LETTER = LETTER + b"0123456789012345678901234567890123456789012345678901234567890123456789\r\n" * 150_000


def parcel(raw: bytes = LETTER, **changes: str) -> Parcel:
    """A parcel for the hospital, with a copy for ourselves."""
    return Parcel(
        mail_from=changes.get("mail_from", "practice@carepost.test"),
        rcpt=changes.get("rcpt", "clinic@hospital.example"),
        loopback_rcpt="practice+copy@carepost.test",
        raw=raw,
    )


@dataclass
class Bench:
    """A peer, a transport, and what `before_dot` was told."""

    peer: SmtpPeer
    transport: SmtpTransport
    proofs: list[Proof] = field(default_factory=list)

    def deliver(self, one: Parcel | None = None) -> Outcome:
        """Hand one parcel over."""
        return self.transport.deliver(one or parcel(), self.proofs.append)


MakeBench = Callable[..., Bench]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The one authority these tests trust."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(params=[True, False], ids=["in one flight", "one by one"])
def bench(request: pytest.FixtureRequest, tmp_path: Path, authority: Authority) -> Iterator[MakeBench]:
    """Make a bench: `bench(rules, certificate="expired")`. Whether the peer takes commands in one flight or not."""
    with ExitStack() as stack:

        def make(rules: Rules | None = None, certificate: Kind = "good", timeout: float = 5.0) -> Bench:
            rules = rules or Rules()
            rules.pipelining = request.param
            peer = stack.enter_context(SmtpPeer(tmp_path, authority.issue(certificate), rules))
            to = Submission(
                "localhost",
                peer.port,
                "practice@carepost.test",
                "made up for tests",
                authority.file,
                timeout,
                rules.implicit_tls,
                final_timeout=timeout,
            )
            transport = SmtpTransport(to)
            stack.callback(transport.close)
            return Bench(peer, transport)

        yield make
