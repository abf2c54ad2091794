"""Account mail goes over verified TLS to the server it was meant for, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from carepost.engines.notices.channels import mail
from carepost.engines.notices.channels.mail import MailChannel, MailSettings
from carepost.engines.notices.channels.port import NotSent
from carepost.engines.notices.words import Words
from tests.doubles.certificates import Authority, Kind
from tests.doubles.smtp_peer import SmtpPeer
from tests.doubles.smtp_rules import Rules

CODE = Words(
    to="new.person@practice.example", subject="Your code for Carepost", text="Your code is 123456.\n.\nÉlodie"
)
Bench = Callable[..., tuple[SmtpPeer, MailChannel]]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def bench(tmp_path: Path, authority: Authority) -> Iterator[Bench]:
    with ExitStack() as stack:

        def make(rules: Rules | None = None, kind: Kind = "good") -> tuple[SmtpPeer, MailChannel]:
            peer = stack.enter_context(SmtpPeer(tmp_path, authority.issue(kind), rules or Rules()))
            return peer, MailChannel(
                MailSettings(
                    host="localhost",
                    port=peer.port,
                    username="practice@carepost.test",
                    sender="carepost@practice.example",
                    password="made up for tests",
                    ca_file=authority.file,
                    timeout=5,
                )
            )

        yield make


def test_the_words_arrive_as_they_were(bench: Bench) -> None:
    peer, channel = bench()

    channel.send(CODE)

    (taken,) = peer.log.messages()
    came = message_from_bytes(peer.log.raw(taken), policy=default)
    assert (came["To"], came["Subject"], came["Auto-Submitted"]) == (CODE.to, CODE.subject, "auto-generated")
    assert came.get_content().replace("\r\n", "\n").rstrip("\n") == CODE.text


def test_port_465_is_tls_from_the_first_octet(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    peer, channel = bench(Rules(implicit_tls=True))
    monkeypatch.setattr(mail, "IMPLICIT_TLS", peer.port)

    channel.send(CODE)

    assert len(peer.log.messages()) == 1


@pytest.mark.parametrize("kind", ["expired", "wrong-host", "self-signed", "unknown-authority"])
def test_a_server_that_cannot_prove_itself_hears_nothing(bench: Bench, kind: Kind) -> None:
    peer, channel = bench(kind=kind)

    with pytest.raises(NotSent, match="certificate"):
        channel.send(CODE)

    assert set(peer.commands) <= {"ehlo [127.0.0.1]", "EHLO [127.0.0.1]", "STARTTLS"}


def test_a_server_without_tls_hears_nothing(bench: Bench) -> None:
    peer, channel = bench(Rules(starttls=False))

    with pytest.raises(NotSent) as trouble:
        channel.send(CODE)

    assert trouble.value.again
    assert not any("MAIL" in command.upper() or "AUTH" in command.upper() for command in peer.commands)


def test_trying_it_offers_no_mail(bench: Bench) -> None:
    peer, channel = bench()

    channel.check()

    assert not any("MAIL" in command.upper() for command in peer.commands)


def test_a_subject_cannot_smuggle_a_header(bench: Bench) -> None:
    peer, channel = bench()

    with pytest.raises(ValueError, match="line"):
        channel.send(Words(to=CODE.to, subject="Code\r\nBcc: x@evil.example", text="x"))

    assert peer.log.messages() == []
