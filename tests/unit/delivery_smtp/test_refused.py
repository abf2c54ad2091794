"""What a server answers decides whether trying again makes sense."""

from __future__ import annotations

import pytest

from carepost.engines.delivery.transports.port import Accepted, Permanent, Temporary
from tests.doubles.smtp_rules import Rules
from tests.unit.delivery_smtp.conftest import LETTER, MakeBench, parcel

MAIL_POINTS = ["MAIL", "RCPT", "DATA", "dot"]


@pytest.mark.hazard("HZ-06")
@pytest.mark.parametrize("point", MAIL_POINTS)
def test_four_hundreds_are_temporary(bench: MakeBench, point: str) -> None:
    at = bench(Rules(replies={point: "451 4.3.0 later please"}))

    outcome = at.deliver()

    assert isinstance(outcome, Temporary)
    assert outcome.code == 451
    assert len(at.proofs) == (1 if point == "dot" else 0)


@pytest.mark.hazard("HZ-06")
@pytest.mark.parametrize("point", MAIL_POINTS)
def test_five_hundreds_about_the_mail_are_permanent(bench: MakeBench, point: str) -> None:
    at = bench(Rules(replies={point: "554 5.7.1 not this"}))

    outcome = at.deliver()

    assert isinstance(outcome, Permanent)
    assert (outcome.code, outcome.text) == (554, "5.7.1 not this")


@pytest.mark.hazard("HZ-06")
@pytest.mark.parametrize("point", ["greeting", "EHLO", "STARTTLS", "EHLO-TLS", "AUTH"])
@pytest.mark.parametrize("answer", ["454 4.7.0 not now", "554 5.7.1 not you"])
def test_refusal_of_the_line_says_nothing_against_the_mail(bench: MakeBench, point: str, answer: str) -> None:
    at = bench(Rules(replies={point: answer}))

    outcome = at.deliver()

    assert isinstance(outcome, Temporary)
    assert outcome.code == int(answer[:3])
    assert "MAIL" not in " ".join(at.peer.commands)


@pytest.mark.parametrize("point", ["greeting", "EHLO", "STARTTLS", "EHLO-TLS", "AUTH"])
def test_an_answer_that_is_none_of_smtp_has_no_code(bench: MakeBench, point: str) -> None:
    at = bench(Rules(replies={point: "HTTP/1.1 400 Bad Request"}))

    outcome = at.deliver()

    assert isinstance(outcome, Temporary)
    assert outcome.code is None
    assert "400 Bad Request" in outcome.text
    assert "-1" not in outcome.text


@pytest.mark.parametrize("point", ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "dot"])
def test_server_that_closes_is_tried_again_later(bench: MakeBench, point: str) -> None:
    at = bench(Rules(replies={point: "421 4.3.2 closing"}))

    outcome = at.deliver()
    at.peer.rules.replies.clear()

    assert isinstance(outcome, Temporary)
    assert isinstance(at.deliver(), Accepted)


def test_wrong_password_is_temporary_because_the_mail_is_good(bench: MakeBench) -> None:
    at = bench(Rules(password="another"))

    outcome = at.deliver()

    assert isinstance(outcome, Temporary)
    assert outcome.code == 535
    assert "name and password" in outcome.text


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"A: b\r\n\r\nq\r.\r\n", "line end"),
        (b"A: b\r\n\r\nhi\n.\n", "line end"),
        (b"A: b\r\n\r\nx\n\r\n", "line end"),
        (b"A: b\r\n\r\nnul \0 here\r\n", "NUL"),
    ],
)
def test_bytes_that_could_smuggle_a_second_mail_never_reach_the_wire(
    bench: MakeBench, raw: bytes, sentence: str
) -> None:
    at = bench()

    outcome = at.deliver(parcel(raw))

    assert isinstance(outcome, Permanent)
    assert sentence in outcome.text
    assert at.peer.connections == 0


@pytest.mark.parametrize(
    "address", ["a@b.example> SIZE=1", "a@b.example\r\nDATA", "é@b.example", "nobody", "a b@c.example"]
)
def test_address_that_could_speak_smtp_never_reaches_the_wire(bench: MakeBench, address: str) -> None:
    at = bench()

    assert isinstance(at.deliver(parcel(rcpt=address)), Permanent)
    assert at.peer.connections == 0


def test_message_over_the_servers_limit_is_refused_before_data(bench: MakeBench) -> None:
    at = bench(Rules(size=35_000_000))

    outcome = at.deliver(parcel(LETTER + b"x" * 70 * 1_000_000 + b"\r\n"))

    assert isinstance(outcome, Permanent)
    assert outcome.text == "The message has 70.0 MB; localhost takes at most 35.0 MB."
    assert not any(command.startswith(("MAIL", "DATA")) for command in at.peer.commands)


def test_eight_bit_text_is_not_forced_on_a_seven_bit_server(bench: MakeBench) -> None:
    at = bench(Rules(eightbit=False))

    assert isinstance(at.deliver(parcel(b"A: b\r\n\r\n\xe9\r\n")), Permanent)


def test_refused_sender_leaves_the_line_fit_for_the_next(bench: MakeBench) -> None:
    at = bench(Rules(replies={"MAIL": "451 4.3.0 not at this hour"}))

    first = at.deliver()
    at.peer.rules.replies.clear()

    assert isinstance(first, Temporary)
    assert first.code == 451
    assert isinstance(at.deliver(), Accepted)
    assert at.peer.connections == 1
    assert at.peer.commands.count("DATA") == 1
