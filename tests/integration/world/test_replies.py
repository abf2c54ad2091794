"""Answers from the organisations."""

from __future__ import annotations

import base64
from email import message_from_bytes
from typing import Any

from tests.integration.world.listener import Listener
from tests.integration.world.outside import CARDIOLOGY, SERVICE, Outside


def test_reply_keeps_the_thread_and_goes_to_reply_to(
    world: Outside, listener: Listener, sent: dict[str, Any]
) -> None:
    answer = world.post("/api/reply", box="northside", id=sent["id"], mode="reply", text="See her on Friday.")

    ((sender, recipient, raw),) = listener.wait_for(1)
    mail = message_from_bytes(raw)
    assert answer["accepted"]
    assert answer["tls"]["version"] == "TLSv1.3"
    assert (sender, recipient) == (CARDIOLOGY, "riverside+k7token@nhs-demo.example")
    assert mail["In-Reply-To"] == sent["message_id"]
    assert sent["message_id"] in mail["References"]
    assert mail["Subject"] == "Re: Advice wanted"
    assert mail["Message-ID"] == answer["message_id"]
    assert "by mx.nhsmail.example" in mail["Received"].replace("\r\n", "")
    assert b"See her on Friday." in raw


def test_new_message_has_no_thread_and_goes_to_the_plain_address(
    world: Outside, listener: Listener, sent: dict[str, Any]
) -> None:
    file = {"name": "letter.pdf", "base64": base64.b64encode(b"%PDF-1.4").decode()}
    world.post(
        "/api/reply", box="northside", id=sent["id"], mode="new", text="A letter follows.", attachment=file
    )

    ((_, recipient, raw),) = listener.wait_for(1)
    mail = message_from_bytes(raw)
    assert recipient == SERVICE
    assert mail["In-Reply-To"] is None
    assert mail["References"] is None
    assert b"k7token" not in raw
    assert [part.get_filename() for part in mail.walk() if part.get_filename()] == ["letter.pdf"]


def test_stranger_may_answer_from_another_address(
    world: Outside, listener: Listener, sent: dict[str, Any]
) -> None:
    stranger = "mallory@elsewhere.example"
    world.post(
        "/api/reply", box="northside", id=sent["id"], mode="reply", text="It is me.", **{"from": stranger}
    )

    ((sender, _, raw),) = listener.wait_for(1)
    assert sender == stranger
    assert message_from_bytes(raw)["From"] == stranger


def test_reply_to_a_plus_address_that_is_switched_off_is_refused_and_says_so(
    world: Outside, sent: dict[str, Any]
) -> None:
    world.turn(plus_addresses=False)

    body = f'{{"box": "northside", "id": "{sent["id"]}", "mode": "reply", "text": "Hello"}}'.encode()

    assert world.status_of("/api/reply", body, Content_Type="application/json") == 502
    (noted,) = world.received("northside", 1)[0]["replies"]
    assert noted["code"] == 550
    assert b"Not taken" in world.fetch(f"/box/northside/{sent['id']}")


def test_reply_form_sends_text_and_file(world: Outside, listener: Listener, sent: dict[str, Any]) -> None:
    parts = {"mode": "reply", "subject": "", "from": "", "text": "Gr\u00fc\u00dfe, seen.\r\nDr Shah"}
    body = "".join(
        f'--xx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    )
    body += '--xx\r\nContent-Disposition: form-data; name="file"; filename="result.txt"\r\n'
    body += "Content-Type: text/plain\r\n\r\nnormal\r\n--xx--\r\n"
    kind = "multipart/form-data; boundary=xx"

    world.fetch(f"/box/northside/{sent['id']}/reply", body.encode(), Content_Type=kind)

    ((_, _, raw),) = listener.wait_for(1)
    text, file = message_from_bytes(raw).get_payload()
    assert "Gr\u00fc\u00dfe, seen." in text.get_payload(decode=True).decode()
    assert file.get_filename() == "result.txt"


def test_line_break_in_a_subject_is_refused(world: Outside, sent: dict[str, Any]) -> None:
    body = (
        f'{{"box": "northside", "id": "{sent["id"]}", "mode": "new", "text": "x", "subject": "a\\nBcc: b"}}'
    )
    assert world.status_of("/api/reply", body.encode(), Content_Type="application/json") == 400
