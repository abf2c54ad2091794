"""Mail and files as they came: handed over, on the ledger, never run."""

from __future__ import annotations

import pytest
from django.test import Client

from carepost.domain.correspondence.models import Attachment, Message
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from tests.integration.web.story import Story

WITH_FILE = (
    "From: Oak House <manager@oakhouse.example>\r\nTo: y90001@nhsmail.example\r\nMessage-ID: <9@oakhouse.example>\r\n"
    "Subject: chart\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain\r\n\r\nSee attached.\r\n"
    '--b\r\nContent-Type: text/html; name="x.html"\r\nContent-Disposition: attachment; filename="../évil\\".html"\r\n'
    "\r\n<script>alert(1)</script>\r\n--b--\r\n"
)


@pytest.fixture
def received(story: Story) -> Message:
    conversation = story.answered()
    with acting_for(story.surgery.practice.id):
        return conversation.messages.get(direction="in")


def test_received_html_is_shown_by_itself_where_nothing_runs(
    story: Story, received: Message, alice: Client
) -> None:
    answer = alice.get(f"/messages/{received.id}/html")
    policy, page = answer["Content-Security-Policy"], answer.content

    assert policy.startswith("sandbox")
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    assert b"<b>ectopics</b>" in page
    for gone in (b"<script", b"onerror", b"<img", b"<form", b"x.example"):
        assert gone not in page
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert story.ledger()[-1] == "message.html_opened"


def test_a_message_without_html_has_no_such_page(story: Story, alice: Client) -> None:
    conversation = story.sent("cardiology@northside.example")
    story.received(
        f"From: S <cardiology@northside.example>\r\nTo: y90001+{story.envelope(conversation).token}@nhsmail.example\r\n"
        "Subject: x\r\nMessage-ID: <7@northside.example>\r\n\r\nPlain.\r\n"
    )
    with acting_for(story.surgery.practice.id):
        plain = conversation.messages.get(direction="in")

    assert alice.get(f"/messages/{plain.id}/html").status_code == 404


def test_the_original_is_the_exact_mail_under_a_name_that_says_nothing(
    story: Story, received: Message, alice: Client
) -> None:
    answer = alice.get(f"/messages/{received.id}/original")

    assert answer.content.startswith(b"From: Dr P <script>")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="message-{received.id.hex[-12:]}.eml"'
    assert story.ledger()[-1] == "message.original_exported"


def test_what_was_sent_to_one_recipient_is_exactly_what_left(story: Story, alice: Client) -> None:
    envelope = story.envelope(story.answered())

    answer = alice.get(f"/envelopes/{envelope.id}/original")

    assert answer.content == services.vault().get(story.surgery.practice.id, envelope.object_id)
    assert story.ledger()[-1] == "message.original_exported"


def test_a_message_we_sent_has_no_one_original(story: Story, alice: Client) -> None:
    conversation = story.sent("cardiology@northside.example")
    with acting_for(story.surgery.practice.id):
        ours = conversation.messages.get()

    assert alice.get(f"/messages/{ours.id}/original").status_code == 404


def test_our_own_attachment_comes_back_as_it_was(story: Story, alice: Client) -> None:
    story.answered()
    with acting_for(story.surgery.practice.id):
        file = Attachment.objects.get()

    answer = alice.get(f"/attachments/{file.id}")

    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.4 made up", "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="ECG.pdf"'
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert story.ledger()[-1] == "attachment.opened"


def test_a_web_page_attached_is_never_handed_over_as_one(story: Story, alice: Client) -> None:
    story.surgery.patient()
    arrival = story.received(WITH_FILE)
    page = alice.get(f"/matching/{arrival.id}").content.decode()
    url = page.partition(f'href="/matching/{arrival.id}/attachments/')[2].partition('"')[0]

    answer = alice.get(f"/matching/{arrival.id}/attachments/{url}")

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "/" not in answer["Content-Disposition"].partition("filename")[2].replace("utf-8''", "")
    assert b"alert(1)" in answer.content
    assert story.ledger()[-1] == "attachment.opened"


def test_an_attachment_that_is_not_there_is_not_there(story: Story, alice: Client) -> None:
    arrival = story.received(WITH_FILE)

    assert alice.get(f"/matching/{arrival.id}/attachments/99").status_code == 404


def test_html_of_mail_that_needs_matching_is_as_harmless(story: Story, alice: Client) -> None:
    arrival = story.received(
        "From: a@x.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>Hi<script>x</script>"
    )

    answer = alice.get(f"/matching/{arrival.id}/html")

    assert b"<script" not in answer.content
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert story.ledger()[-1] == "message.html_opened"
