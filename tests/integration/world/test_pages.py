"""The pages, and who may use them."""

from __future__ import annotations

import http.client
import smtplib
import time
from typing import Any
from urllib.parse import urlencode

import pytest

from carepost.demo.world.telephone import totp
from tests.integration.world.listener import Listener
from tests.integration.world.outside import CARDIOLOGY, SERVICE, Outside

BANNER = b"Made-up people"


def test_every_page_opens_and_says_it_is_made_up(world: Outside, sent: dict[str, Any]) -> None:
    paths = ("/", "/nhsmail", "/box/northside", f"/box/northside/{sent['id']}", "/box/oakhouse", "/telephone")
    for path in paths:
        page = world.fetch(path)
        assert BANNER in page
        assert b"<script" not in page


def test_service_page_shows_sendings_refusals_reports_and_answers(
    world: Outside, listener: Listener, sent: dict[str, Any], letter: bytes
) -> None:
    world.submit(letter, "gone@northside.example")
    world.turn(answer="permanent")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        world.submit(letter, CARDIOLOGY)
    world.post("/api/reply", box="northside", id=sent["id"], mode="reply", text="Seen.")
    listener.wait_for(2)

    page = world.fetch("/nhsmail").decode()

    for shown in ("Nobody reads mail at this address", "report of failure", "(demo switch)", CARDIOLOGY):
        assert shown in page
    assert {record["kind"] for record in world.get("/api/log?kind=all")} == {
        "submission",
        "inbound",
        "report",
    }


def test_mail_page_shows_what_the_hospital_saw(world: Outside, sent: dict[str, Any]) -> None:
    page = world.fetch(f"/box/northside/{sent['id']}").decode()

    for shown in (sent["sha256"], sent["sha256_received"], "TLSv1.3", "ecg.pdf", CARDIOLOGY, "k7token"):
        assert shown in page


def test_received_text_is_never_markup(world: Outside) -> None:
    evil = b"From: riverside@nhs-demo.example\r\nSubject: <b>bold</b>\r\n\r\n<img src=x onerror=alert(1)>\r\n"
    world.submit(evil, CARDIOLOGY)
    mail = world.received("northside", 1)[0]

    page = world.fetch(f"/box/northside/{mail['id']}") + world.fetch("/box/northside")

    assert b"<img" not in page
    assert b"<b>bold" not in page


def test_switches_form_turns_them(world: Outside) -> None:
    form = {"tls": "expired", "answer": "hold", "hold_seconds": "2.5", "refused_recipients": "a@b.example"}
    kind = "application/x-www-form-urlencoded"

    page = world.fetch("/nhsmail", urlencode(form).encode(), Content_Type=kind)

    assert b"The switches are set" in page
    assert world.get("/api/switches") == {
        "tls": "expired",
        "answer": "hold",
        "plus_addresses": False,
        "hold_seconds": 2.5,
        "refused_recipients": ["a@b.example"],
    }


def test_telephone_shows_the_code_that_an_authenticator_would(world: Outside) -> None:
    before = totp("JBSWY3DPEHPK3PXP", time.time())
    shown = world.get("/api/telephone")["codes"][0]
    after = totp("JBSWY3DPEHPK3PXP", time.time())

    assert shown["email"] == "alice@nhs-demo.example"
    assert shown["code"] in (before, after)


@pytest.mark.parametrize(
    ("moment", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(moment: int, code: str) -> None:
    """RFC 6238, appendix B, last six digits."""
    assert totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", moment) == code


def test_another_name_for_this_machine_is_turned_away(world: Outside) -> None:
    assert world.status_of("/", Host="rebound.example") == 403
    assert world.status_of("/", Host=f"localhost:{world.ports['http']}") == 200


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://localhost"])
def test_another_sites_form_turns_no_switch(world: Outside, origin: str) -> None:
    before = world.get("/api/switches")

    status = world.status_of(
        "/api/switches", b'{"tls": "absent"}', Origin=origin, Content_Type="application/json"
    )

    assert status == 403
    assert world.get("/api/switches") == before


def test_form_cannot_pose_as_json(world: Outside) -> None:
    assert world.status_of("/api/switches", b'{"tls": "absent"}', Content_Type="text/plain") == 415


def test_requests_that_make_no_sense_get_a_sentence(world: Outside) -> None:
    assert world.status_of("/nowhere") == 404
    assert world.status_of("/box/mars") == 404
    assert world.status_of("/box/northside/abc") == 404
    assert world.status_of("/api/received?box=mars") == 404
    assert world.status_of("/telephone", b"x") == 405
    line = http.client.HTTPConnection("127.0.0.1", world.ports["http"])
    line.putrequest("POST", "/api/sms")
    line.putheader("Content-Length", str(10**9))
    line.endheaders()
    assert line.getresponse().status == 413
    line.close()


def test_inbound_server_relays_for_nobody(world: Outside) -> None:
    with smtplib.SMTP("localhost", world.ports["mx"]) as line:
        line._host = "mx.nhsmail.example"  # type: ignore[attr-defined]  # the name TLS asks for
        line.ehlo()
        assert line.mail("a@elsewhere.example")[0] == 530
        line.starttls(context=world.client())
        line.ehlo()
        line.mail("a@elsewhere.example")
        assert line.rcpt(CARDIOLOGY)[0] == 554
        assert line.rcpt("nobody@nhs-demo.example")[0] == 550
        assert line.rcpt(SERVICE)[0] == 250
