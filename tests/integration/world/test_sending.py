"""Mail from the practice: who may send, and what arrives where."""

from __future__ import annotations

import hashlib
import smtplib
import ssl

import pytest

from tests.integration.world.listener import Listener
from tests.integration.world.outside import CARDIOLOGY, MANAGER, PASSWORD, SERVICE, Outside


def test_letter_reaches_the_hospital_byte_for_byte_over_verified_tls(world: Outside, letter: bytes) -> None:
    assert world.submit(letter, CARDIOLOGY) == {}

    mail = world.received("northside", 1)[0]
    digest = hashlib.sha256(letter).hexdigest()
    assert mail["sha256"] == digest
    assert mail["tls"]["version"] == "TLSv1.3"
    assert mail["message_id"] == "<k7token-of-forty-letters-abcdefghijklmnop@nhs-demo.example>"
    assert mail["attachments"] == [{"name": "ecg.pdf", "content_type": "application/pdf", "size": 9}]
    whole = world.fetch(f"/box/northside/{mail['id']}/source")
    assert whole.endswith(letter)
    assert hashlib.sha256(whole).hexdigest() == mail["sha256_received"]
    assert whole.startswith(b"Received: from ")


def test_log_tells_what_the_service_took_and_how_it_passed_it_on(world: Outside, letter: bytes) -> None:
    world.submit(letter, CARDIOLOGY, MANAGER)
    world.received("northside", 1)
    world.received("oakhouse", 1)

    (record,) = world.get("/api/log")
    assert record["account"] == SERVICE
    assert record["sha256"] == hashlib.sha256(letter).hexdigest()
    assert [r["code"] for r in record["recipients"]] == [250, 250]
    assert {step["to"]: step["ok"] for step in record["onward"]} == {"northside": True, "oakhouse": True}
    assert all(step["tls"]["version"] == "TLSv1.3" for step in record["onward"])


def test_loopback_copy_comes_to_our_listener_like_any_mail(
    world: Outside, listener: Listener, letter: bytes
) -> None:
    world.submit(letter, CARDIOLOGY, "riverside+k7token@nhs-demo.example")

    ((sender, recipient, raw),) = listener.wait_for(1)
    assert (sender, recipient) == (SERVICE, "riverside+k7token@nhs-demo.example")
    assert raw.endswith(letter)
    assert raw.startswith(b"Received: ")


def test_account_may_send_only_as_itself(world: Outside, letter: bytes) -> None:
    with world.line() as line, pytest.raises(smtplib.SMTPSenderRefused) as refused:
        line.sendmail("hillside@nhs-demo.example", CARDIOLOGY, letter)
    assert refused.value.smtp_code == 550


def test_nothing_is_taken_without_encryption_or_log_in(world: Outside) -> None:
    with smtplib.SMTP("localhost", world.ports["submission"]) as line:
        line.ehlo()
        assert line.mail(SERVICE)[0] == 530
        line.starttls(context=world.client())
        line.ehlo()
        assert line.mail(SERVICE)[0] == 530
        with pytest.raises(smtplib.SMTPAuthenticationError):
            line.login(SERVICE, "wrong")


def test_log_in_works_by_plain_and_by_login(world: Outside) -> None:
    for mechanism in ("auth_plain", "auth_login"):
        with smtplib.SMTP("localhost", world.ports["submission"]) as line:
            line.starttls(context=world.client())
            line.ehlo()
            line.user, line.password = SERVICE, PASSWORD
            name = mechanism.removeprefix("auth_").upper()
            assert line.auth(name, getattr(line, mechanism))[0] == 235


def test_certificate_is_for_the_name_of_the_service(world: Outside) -> None:
    with smtplib.SMTP("localhost", world.ports["submission"]) as line:
        line._host = "send.nhsmail.example"  # type: ignore[attr-defined]  # the name TLS asks for
        assert line.starttls(context=world.client())[0] == 220
    with smtplib.SMTP("localhost", world.ports["submission"]) as line:
        line._host = "send.elsewhere.example"  # type: ignore[attr-defined]
        with pytest.raises(ssl.SSLCertVerificationError):
            line.starttls(context=world.client())


@pytest.mark.parametrize("address", ["gone@northside.example", "someone@nowhere.example"])
def test_mail_that_cannot_be_delivered_is_reported_to_the_sender(
    world: Outside, listener: Listener, letter: bytes, address: str
) -> None:
    assert world.submit(letter, address) == {}

    ((sender, recipient, raw),) = listener.wait_for(1)
    assert sender in ("", "<>")
    assert recipient == SERVICE
    for expected in (
        b"report-type=delivery-status",
        f"Final-Recipient: rfc822; {address}".encode(),
        b"Action: failed",
        b"Status: 5.1.",
        b"Auto-Submitted: auto-replied",
        b"In-Reply-To: <k7token-of-forty-letters-abcdefghijklmnop@nhs-demo.example>",
        b"Content-Type: text/rfc822-headers",
    ):
        assert expected in raw


def test_each_recipient_gets_its_own_answer(world: Outside, letter: bytes) -> None:
    world.turn(refused_recipients=[MANAGER])

    refused = world.submit(letter, CARDIOLOGY, MANAGER, "nobody@nhs-demo.example")

    assert {address: code for address, (code, _) in refused.items()} == {
        MANAGER: 550,
        "nobody@nhs-demo.example": 550,
    }
    world.received("northside", 1)
