"""What the visitor breaks on purpose."""

from __future__ import annotations

import smtplib
import ssl
import time

import pytest

from tests.integration.world.listener import Listener
from tests.integration.world.outside import CARDIOLOGY, SERVICE, Outside


@pytest.mark.parametrize(("position", "why"), [("broken", "mismatch"), ("expired", "expired")])
def test_bad_certificate_is_seen_by_a_careful_sender(world: Outside, position: str, why: str) -> None:
    world.turn(tls=position)

    with (
        smtplib.SMTP("localhost", world.ports["submission"]) as line,
        pytest.raises(ssl.SSLCertVerificationError, match=why),
    ):
        line.starttls(context=world.client())


def test_absent_encryption_means_no_log_in_and_no_mail(world: Outside) -> None:
    world.turn(tls="absent")

    with smtplib.SMTP("localhost", world.ports["submission"]) as line:
        line.ehlo()
        assert not line.has_extn("starttls")
        assert not line.has_extn("auth")
        assert line.mail(SERVICE)[0] == 530


def test_turning_a_switch_ends_kept_lines_and_turning_it_back_heals(world: Outside, letter: bytes) -> None:
    kept = world.line()
    world.turn(tls="broken")
    time.sleep(0.2)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        kept.noop()
    kept.close()

    world.turn(tls="good")

    assert world.submit(letter, CARDIOLOGY) == {}


def test_plus_addresses_off_are_unknown_and_plain_ones_known(
    world: Outside, listener: Listener, letter: bytes
) -> None:
    world.turn(plus_addresses=False)

    refused = world.submit(letter, SERVICE, "riverside+k7token@nhs-demo.example")

    assert refused["riverside+k7token@nhs-demo.example"][0] == 550
    assert [recipient for _, recipient, _ in listener.wait_for(1)] == [SERVICE]


@pytest.mark.parametrize(("position", "arrives"), [("drop", 1), ("drop-lost", 0)])
def test_line_dropped_after_the_final_dot_gives_no_answer(
    world: Outside, listener: Listener, letter: bytes, position: str, arrives: int
) -> None:
    world.turn(answer=position)
    with world.line() as line:
        line.mail(SERVICE)
        line.rcpt(CARDIOLOGY)
        line.rcpt(SERVICE)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            line.data(letter)

    world.turn(answer="normal")
    world.submit(letter, CARDIOLOGY, SERVICE)

    assert len(world.received("northside", 1 + arrives)) == 1 + arrives
    assert len(listener.wait_for(1 + arrives)) == 1 + arrives


@pytest.mark.parametrize(("position", "code"), [("temporary", 451), ("permanent", 550)])
def test_refusals_are_answered_for_each_recipient(
    world: Outside, letter: bytes, position: str, code: int
) -> None:
    world.turn(answer=position)

    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        world.submit(letter, CARDIOLOGY)

    assert refused.value.recipients[CARDIOLOGY][0] == code
    assert world.get("/api/log")[-1]["recipients"][0]["code"] == code


def test_held_mail_is_accepted_slowly(world: Outside, letter: bytes) -> None:
    world.turn(answer="hold", hold_seconds=1)
    start = time.monotonic()

    world.submit(letter, CARDIOLOGY)

    assert time.monotonic() - start >= 1


def test_switch_that_does_not_exist_is_refused_and_nothing_turns(world: Outside) -> None:
    before = world.get("/api/switches")

    for body in (b'{"tls": "sideways"}', b'{"colour": "red"}', b'{"hold_seconds": -1}', b"[]"):
        assert world.status_of("/api/switches", body, Content_Type="application/json") == 400

    assert world.get("/api/switches") == before
