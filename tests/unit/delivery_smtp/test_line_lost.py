"""Wherever the line goes, we know whether the mail can have gone with it."""

from __future__ import annotations

import socket

import pytest

from carepost.engines.delivery.transports.port import Accepted, Proof, Submission, Temporary, Uncertain
from carepost.engines.delivery.transports.smtp import SmtpTransport
from tests.doubles.smtp_rules import Rules
from tests.unit.delivery_smtp.conftest import LETTER, LONG_LETTER, MakeBench, parcel

pytestmark = pytest.mark.hazard("HZ-06")

BEFORE_DOT = ["greeting", "EHLO", "STARTTLS", "EHLO-TLS", "AUTH", "MAIL", "RCPT", "DATA", "body"]


@pytest.mark.parametrize("point", BEFORE_DOT)
def test_line_lost_before_the_dot_is_safe_to_try_again(bench: MakeBench, point: str) -> None:
    at = bench(Rules(drop=point))

    outcome = at.deliver(parcel(LONG_LETTER))

    assert isinstance(outcome, Temporary)
    assert outcome.code is None
    assert "was lost" in outcome.text or "could not be reached" in outcome.text
    assert at.proofs == []
    assert at.peer.log.messages() == []


@pytest.mark.parametrize("point", BEFORE_DOT)
def test_next_parcel_goes_over_a_new_line(bench: MakeBench, point: str) -> None:
    at = bench(Rules(drop=point, drops=1))

    at.deliver(parcel(LONG_LETTER))

    assert isinstance(at.deliver(), Accepted)


@pytest.mark.parametrize("point", ["dot", "dot-untaken"])
def test_line_lost_after_the_dot_is_uncertain(bench: MakeBench, point: str) -> None:
    at = bench(Rules(drop=point))

    outcome = at.deliver()

    assert isinstance(outcome, Uncertain)
    assert at.proofs == [outcome.proof]
    assert len(at.peer.log.messages()) == (1 if point == "dot" else 0)
    assert at.peer.connections == 1


@pytest.mark.parametrize("point", ["greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"])
def test_silence_before_the_dot_is_temporary(bench: MakeBench, point: str) -> None:
    at = bench(Rules(slow={point: 1.5}), timeout=0.5)

    assert isinstance(at.deliver(), Temporary)
    assert at.proofs == []


def test_silence_after_the_dot_is_uncertain(bench: MakeBench) -> None:
    at = bench(Rules(slow={"dot": 1.5}), timeout=0.5)

    assert isinstance(at.deliver(), Uncertain)
    assert len(at.proofs) == 1


def test_answer_that_is_not_smtp_after_the_dot_is_uncertain(bench: MakeBench) -> None:
    at = bench(Rules(replies={"dot": "hello?"}))

    assert isinstance(at.deliver(), Uncertain)


def test_refusal_in_mid_body_is_believed_without_sending_the_dot(bench: MakeBench) -> None:
    at = bench(Rules(replies={"body": "421 4.3.0 closing"}))

    outcome = at.deliver(parcel(LONG_LETTER))

    assert isinstance(outcome, Temporary)
    assert at.proofs == []


class DatabaseGone(OSError):
    """As a database driver would raise: an OSError that is not of our line."""


def test_dot_is_not_sent_if_it_could_not_be_committed(bench: MakeBench) -> None:
    at = bench()

    def before_dot(_proof: Proof) -> None:
        raise DatabaseGone

    with pytest.raises(DatabaseGone):
        at.transport.deliver(parcel(), before_dot)

    assert at.peer.log.messages() == []
    assert isinstance(at.deliver(), Accepted)
    assert len(at.peer.log.messages()) == 1


def test_nothing_of_the_dot_is_on_the_wire_when_the_commit_is_asked(bench: MakeBench) -> None:
    at = bench()
    taken_at_commit: list[int] = []

    at.transport.deliver(parcel(LETTER), lambda _proof: taken_at_commit.append(len(at.peer.log.messages())))

    assert taken_at_commit == [0]


def test_nobody_listening_is_temporary() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        outcome = SmtpTransport(Submission("127.0.0.1", port, "a", "b")).deliver(
            parcel(), lambda _proof: None
        )

    assert isinstance(outcome, Temporary)
    assert "could not be reached" in outcome.text


def test_unknown_host_name_is_temporary() -> None:
    outcome = SmtpTransport(Submission("nowhere.invalid", 587, "a", "b")).deliver(
        parcel(), lambda _proof: None
    )

    assert isinstance(outcome, Temporary)
    assert "not found" in outcome.text
