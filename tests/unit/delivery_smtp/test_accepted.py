"""When all goes well, and when part of it does."""

from __future__ import annotations

import hashlib

import pytest

from carepost.engines.delivery.transports.port import Accepted, Permanent, Temporary
from tests.doubles.smtp_rules import Rules
from tests.unit.delivery_smtp.conftest import LETTER, LONG_LETTER, MakeBench, parcel


@pytest.mark.hazard("HZ-06")
def test_letter_arrives_byte_for_byte(bench: MakeBench) -> None:
    at = bench()

    outcome = at.deliver()

    assert isinstance(outcome, Accepted)
    (taken,) = at.peer.log.messages()
    assert at.peer.log.raw(taken) == LETTER
    assert taken.message_id == "<letter-1@carepost.test>"


@pytest.mark.parametrize(
    "raw",
    [
        b".\r\n",
        b".leading\r\n..\r\n...\r\n",
        b"Subject: x\r\n\r\n.",
        b"A: b\r\n\r\n\r\n.\r\n\r\n",
        b"A: b\r\n\r\nend without line end",
        b"A: b\r\n\r\n\xc3\xa9\xff 8 bit\r\n",
        b"x" * 65_535 + b"\r\n.\r\n" + b"y" * 65_536 + b"\r\n.",
        LONG_LETTER,
    ],
    ids=lambda raw: f"{len(raw)} octets",
)
def test_bytes_are_the_same_after_unstuffing(bench: MakeBench, raw: bytes) -> None:
    at = bench()

    assert isinstance(at.deliver(parcel(raw)), Accepted)

    (taken,) = at.peer.log.messages()
    # SMTP itself cannot carry a last line without an end.
    sent = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
    assert taken.sha256 == hashlib.sha256(sent).hexdigest()


@pytest.mark.hazard("HZ-06")
def test_outcome_proves_the_line_as_the_other_side_saw_it(bench: MakeBench) -> None:
    at = bench()

    outcome = at.deliver()

    assert isinstance(outcome, Accepted)
    (taken,) = at.peer.log.messages()
    assert (outcome.proof.tls_version, outcome.proof.cipher) == (taken.tls, taken.cipher)
    assert outcome.proof.host == "localhost"
    assert len(outcome.proof.certificate_sha256) == 64
    assert at.proofs == [outcome.proof]


def test_our_own_copy_goes_along(bench: MakeBench) -> None:
    at = bench()

    outcome = at.deliver()

    assert isinstance(outcome, Accepted)
    assert outcome.loopback
    assert at.peer.log.messages()[0].rcpts == ("clinic@hospital.example", "practice+copy@carepost.test")


def test_letter_goes_without_our_copy_if_that_is_refused(bench: MakeBench) -> None:
    at = bench(Rules(refuse={"practice+copy@carepost.test": "550 5.1.1 no plus addresses here"}))

    outcome = at.deliver()

    assert isinstance(outcome, Accepted)
    assert not outcome.loopback
    assert at.peer.log.messages()[0].rcpts == ("clinic@hospital.example",)


def test_refused_recipient_means_no_data_and_the_line_serves_the_next(bench: MakeBench) -> None:
    at = bench(Rules(refuse={"nobody@hospital.example": "550 5.1.1 nobody of that name"}))

    first = at.deliver(parcel(rcpt="nobody@hospital.example"))
    second = at.deliver()

    assert isinstance(first, Permanent)
    assert (first.code, first.text) == (550, "5.1.1 nobody of that name")
    assert isinstance(second, Accepted)
    assert at.peer.commands.count("DATA") == 1
    assert "RSET" in at.peer.commands
    assert at.peer.connections == 1
    assert len(at.proofs) == 1


def test_one_line_serves_many_parcels(bench: MakeBench) -> None:
    at = bench()

    outcomes = [at.deliver() for _ in range(5)]

    assert all(isinstance(outcome, Accepted) for outcome in outcomes)
    assert at.peer.connections == 1
    assert at.peer.commands.count("AUTH") == 1


@pytest.mark.parametrize(
    "rules", [Rules(implicit_tls=True), Rules(auth="LOGIN XOAUTH2")], ids=["port 465", "AUTH LOGIN"]
)
def test_other_lawful_servers_are_served_too(bench: MakeBench, rules: Rules) -> None:
    assert isinstance(bench(rules).deliver(), Accepted)


def test_kept_line_that_died_is_replaced_once(bench: MakeBench) -> None:
    at = bench()
    at.deliver()
    at.peer.rules.drop, at.peer.rules.drops = "MAIL", 1

    outcome = at.deliver()

    assert isinstance(outcome, Accepted)
    assert at.peer.connections == 2
    assert len(at.peer.log.messages()) == 2


def test_nobody_is_written_to_when_only_our_own_copy_is_taken(bench: MakeBench) -> None:
    at = bench(Rules(refuse={"clinic@hospital.example": "450 4.2.1 mailbox busy"}))

    assert isinstance(at.deliver(), Temporary)
    assert at.peer.log.messages() == []
    assert "DATA" not in at.peer.commands
