"""Out through a real Postfix, on to a server that writes down what it saw."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from carepost.engines.delivery.transports.port import (
    Accepted,
    Outcome,
    Parcel,
    Permanent,
    Proof,
    Submission,
    Temporary,
)
from carepost.engines.delivery.transports.smtp import SmtpTransport
from tests.doubles.certificates import Authority
from tests.wire.conftest import World
from tests.wire.dovecot import PASSWORD, USER
from tests.wire.machine import until


def letter(name: str, body: bytes = b"Dear colleague,\r\n.\r\n..two\r\nend\r\n") -> bytes:
    """A letter as we make them."""
    head = f"Message-ID: <{name}@carepost.test>\r\nFrom: {USER}\r\nTo: clinic@hospital.example\r\n"
    return head.encode() + b"Date: Thu, 01 Jan 2026 10:00:00 +0000\r\nSubject: x\r\n\r\n" + body


def submission(world: World, **changes: object) -> Submission:
    """The way to the practice's mail service."""
    words = {"username": USER, "password": PASSWORD, "ca_file": world.authority.file, "host": "localhost"}
    words.update(changes)
    return Submission(port=world.postfix.submission, timeout=20, **words)  # type: ignore[arg-type]


def send(world: World, one: Parcel, **changes: object) -> Outcome:
    """Hand over one parcel."""
    with closing(SmtpTransport(submission(world, **changes))) as transport:
        return transport.deliver(one, lambda _proof: None)


def refused(world: World, one: Parcel, **changes: object) -> Outcome:
    """Hand over one parcel that must never come to its dot."""
    with closing(SmtpTransport(submission(world, **changes))) as transport:
        return transport.deliver(one, lambda _proof: pytest.fail("came to the dot"))


def parcel(name: str, body: bytes = b"hello\r\n") -> Parcel:
    """A parcel with our own copy."""
    return Parcel(USER, "clinic@hospital.example", "practice+copy@carepost.test", letter(name, body))


@pytest.mark.hazard("HZ-06")
def test_letter_goes_out_with_proof_and_our_copy_comes_back(world: World) -> None:
    proofs: list[Proof] = []

    with closing(SmtpTransport(submission(world))) as transport:
        outcome = transport.deliver(parcel("out-1"), proofs.append)

    assert isinstance(outcome, Accepted)
    assert outcome.loopback
    assert "queued as" in outcome.text
    assert proofs == [outcome.proof]
    assert outcome.proof.tls_version == "TLSv1.3"
    out = until(lambda: [m for m in world.sink.log.messages() if m.message_id == "<out-1@carepost.test>"])
    copy = until(lambda: world.intake.taken)
    assert (len(out), len(copy)) == (1, 1)
    assert out[0].rcpts == ("clinic@hospital.example",)
    assert out[0].tls == "TLSv1.3"
    assert copy[0].rcpt_to == ("practice+copy@carepost.test",)


def test_body_is_the_same_at_both_ends(world: World) -> None:
    sent = letter("out-2")

    send(world, Parcel(USER, "clinic@hospital.example", "practice+copy@carepost.test", sent))

    (out,) = until(lambda: [m for m in world.sink.log.messages() if m.message_id == "<out-2@carepost.test>"])
    (copy,) = until(lambda: world.intake.taken)
    # Each server puts its own headers on top and leaves the rest.
    assert world.sink.log.raw(out).endswith(sent)
    assert copy.raw.endswith(sent)


def test_sixty_megabytes_go_out_and_come_back_whole(world: World) -> None:
    sent = letter("out-60", (b"0123456789" * 7 + b"\r\n") * 830_000)

    outcome = send(world, Parcel(USER, "clinic@hospital.example", "practice+copy@carepost.test", sent))

    assert isinstance(outcome, Accepted)
    (copy,) = until(lambda: world.intake.taken, 90)
    assert hashlib.sha256(copy.raw[-len(sent) :]).digest() == hashlib.sha256(sent).digest()
    until(lambda: [m for m in world.sink.log.messages() if m.message_id == "<out-60@carepost.test>"], 90)


def test_letter_larger_than_the_service_takes_is_refused_before_data(world: World) -> None:
    outcome = refused(world, parcel("out-big", b"y" * 121_000_000 + b"\r\n"))

    assert isinstance(outcome, Permanent)
    assert "takes at most 120.0 MB" in outcome.text


@pytest.mark.hazard("HZ-06")
def test_wrong_password_sends_nothing(world: World) -> None:
    outcome = refused(world, parcel("out-3"), password="wrong")

    assert isinstance(outcome, Temporary)
    assert outcome.code == 535


@pytest.mark.hazard("HZ-06")
def test_service_of_an_unknown_authority_gets_nothing(world: World, tmp_path: Path) -> None:
    other = Authority(tmp_path)

    outcome = refused(world, parcel("out-4"), ca_file=other.file)

    assert outcome == Temporary(
        None, "The certificate of localhost was issued by an authority we do not trust.", None
    )


@pytest.mark.hazard("HZ-06")
def test_service_under_another_name_gets_nothing(world: World) -> None:
    outcome = refused(world, parcel("out-5"), host="127.0.0.1")

    assert isinstance(outcome, Temporary)
    assert "for another host" in outcome.text
