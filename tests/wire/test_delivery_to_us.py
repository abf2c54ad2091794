"""Postfix hands over to our listener, and keeps what we did not store."""

from __future__ import annotations

import smtplib
import socket

import pytest

from carepost.engines.intake.sources.port import Delivered
from carepost.ground.kernel import Refused, Unavailable
from tests.wire.conftest import World
from tests.wire.machine import until

LETTER = (
    b"Message-ID: <%s@hospital.example>\r\nFrom: clinic@hospital.example\r\n"
    b"Date: Thu, 01 Jan 2026 10:00:00 +0000\r\n\r\nDear practice\r\n"
)


def write_to(world: World, name: str, *recipients: str) -> bytes:
    """A hospital writes to the practice."""
    raw = LETTER % name.encode()
    with smtplib.SMTP("127.0.0.1", world.postfix.outside, "mx.hospital.example") as smtp:
        smtp.sendmail("clinic@hospital.example", list(recipients), raw)
    return raw


def taken(world: World, name: str) -> list[Delivered]:
    """What our listener has of that letter."""
    return [one for one in world.intake.taken if f"<{name}@".encode() in one.raw]


def test_letter_comes_in_with_its_plus_address(world: World) -> None:
    raw = write_to(world, "in-1", "practice+token123@carepost.test")

    (one,) = until(lambda: taken(world, "in-1"))
    assert one.rcpt_to == ("practice+token123@carepost.test",)
    assert one.mail_from == "clinic@hospital.example"
    assert one.raw.endswith(raw)


def test_several_recipients_of_one_letter_are_all_served(world: World) -> None:
    recipients = [f"team{number}@carepost.test" for number in range(7)]

    write_to(world, "in-2", *recipients)

    until(lambda: sum(len(one.rcpt_to) for one in taken(world, "in-2")) >= 7)
    served = [recipient for one in taken(world, "in-2") for recipient in one.rcpt_to]
    assert sorted(served) == recipients


@pytest.mark.hazard("HZ-02")
def test_letter_not_stored_stays_with_the_server_and_comes_again(world: World) -> None:
    world.intake.raising += [Unavailable(), Unavailable(), RuntimeError("a mistake of ours")]

    write_to(world, "in-3", "practice@carepost.test", "nurse@carepost.test")

    until(lambda: sum(len(one.rcpt_to) for one in taken(world, "in-3")) >= 2)
    assert world.intake.raising == []
    served = sorted(recipient for one in taken(world, "in-3") for recipient in one.rcpt_to)
    assert served == ["nurse@carepost.test", "practice@carepost.test"]
    assert "451 4.3.0 Not stored" in world.postfix.log()


def test_unknown_plus_address_goes_back_to_the_sender_and_the_others_are_served(world: World) -> None:
    world.intake.unknown.add("practice+gone@carepost.test")

    write_to(world, "in-4", "practice+gone@carepost.test", "practice@carepost.test")

    (one,) = until(lambda: taken(world, "in-4"))
    assert one.rcpt_to == ("practice@carepost.test",)
    bounce = until(lambda: bounces(world, b"in-4@hospital.example"))
    assert b"550 5.1.1 No such recipient here" in bounce[0]


def test_refused_letter_goes_back_with_our_reason(world: World) -> None:
    world.intake.raising.append(Refused("This practice has left the service."))

    write_to(world, "in-5", "practice@carepost.test")

    bounce = until(lambda: bounces(world, b"in-5@hospital.example"))
    assert b"This practice has left the" in bounce[0]
    assert taken(world, "in-5") == []


@pytest.mark.hazard("HZ-04")
def test_bounce_to_us_comes_in_without_a_sender(world: World) -> None:
    with smtplib.SMTP("127.0.0.1", world.postfix.outside, "mx.hospital.example") as smtp:
        smtp.sendmail("", ["practice@carepost.test"], LETTER % b"in-6")

    (one,) = until(lambda: taken(world, "in-6"))
    assert one.mail_from == ""


def test_smuggled_second_letter_does_not_get_past_the_server(world: World) -> None:
    hidden = b"hello\n.\nMAIL FROM:<evil@hospital.example>\r\nRCPT TO:<practice@carepost.test>\r\n.\r\n"
    begin = (
        "HELO mx.hospital.example",
        "MAIL FROM:<a@hospital.example>",
        "RCPT TO:<a@carepost.test>",
        "DATA",
    )
    with socket.create_connection(("127.0.0.1", world.postfix.outside)) as sock:
        answers = sock.makefile("rb")
        answers.readline()
        for command in begin:
            sock.sendall(command.encode() + b"\r\n")
            answers.readline()
        sock.sendall(LETTER % b"in-7" + hidden)
        answers.readline()
        answers.close()

    (one,) = until(lambda: taken(world, "in-7"))
    assert one.mail_from == "a@hospital.example"
    assert b"evil@hospital.example" in one.raw  # text of the first letter, and no letter of its own


def bounces(world: World, about: bytes) -> list[bytes]:
    """Delivery reports about a message that reached the sender's side."""
    seen = [message for message in world.sink.log.messages() if message.mail_from == ""]
    return [raw for raw in map(world.sink.log.raw, seen) if about in raw]
