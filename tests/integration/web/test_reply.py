"""Answering: to one or all, with drift shown, and never past what one has not seen."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from carepost.actions.conversations.work import add_note
from carepost.domain.correspondence.models import Conversation, Message
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import new_id
from tests.integration.web.story import Story

SHAH, OAK = "cardiology@northside.example", "manager@oakhouse.example"


@pytest.fixture
def conversation(story: Story) -> Conversation:
    """Answered with a copy to the care home."""
    one = story.answered()
    token = story.envelope(one).token
    story.received(
        f"From: Dr P Shah <{SHAH}>\r\nTo: y90001+{token}@nhsmail.example, y90001@nhsmail.example\r\n"
        f"Cc: Oak House <{OAK}>\r\nMessage-ID: <2@northside.example>\r\nSubject: Re: advice\r\n\r\nMore.\r\n"
    )
    return story.now(one.id)


def target(page: bytes) -> str:
    found = re.search(r'action="(/conversations/[^"]+/reply[^"]*)"', page.decode())
    assert found
    return found[1].replace("&amp;", "&")


def cards(page: bytes, role: str) -> list[str]:
    return re.findall(rf'name="{role}" value="([^"]+)"', page.decode())


def test_a_reply_goes_to_whoever_wrote_and_says_who_is_left_out(
    conversation: Conversation, alice: Client
) -> None:
    page = alice.get(f"/conversations/{conversation.id}/reply").content

    assert (cards(page, "to"), cards(page, "cc")) == ([SHAH], [])
    assert f"not in your reply: {OAK}".encode() in page


def test_a_reply_to_all_leaves_our_own_mailbox_out(conversation: Conversation, alice: Client) -> None:
    page = alice.get(f"/conversations/{conversation.id}/reply?all=1").content

    assert (cards(page, "to"), cards(page, "cc")) == ([SHAH], [OAK])
    assert b'id="drift"' not in page


@pytest.mark.hazard("HZ-05")
def test_somebody_added_to_a_reply_is_pointed_out(conversation: Conversation, alice: Client) -> None:
    url = target(alice.get(f"/conversations/{conversation.id}/reply").content)

    page = alice.post(url, {"step": "check", "to": [SHAH], "add_to": "new@northside.example"}).content

    assert b"last exchange: new@northside.example" in page


def test_a_reply_is_sent_into_its_conversation(
    story: Story, conversation: Conversation, alice: Client
) -> None:
    url = target(alice.get(f"/conversations/{conversation.id}/reply").content)

    answer = alice.post(url, {"step": "send", "to": [SHAH], "body": "Thank you.", "key": str(new_id())})

    assert answer["Location"] == f"/conversations/{conversation.id}"
    assert story.now(conversation.id).state == "awaiting_reply"


@pytest.mark.hazard("HZ-02")
def test_a_reply_that_has_not_seen_the_news_is_stopped_and_shown_it(
    story: Story, conversation: Conversation, alice: Client
) -> None:
    url = target(alice.get(f"/conversations/{conversation.id}/reply").content)
    with acting_for(story.surgery.practice.id):
        add_note(actor=story.cast.bob, conversation_id=conversation.id, text="She was seen yesterday.")
    fields = {"step": "send", "to": [SHAH], "body": "Please see her.", "key": str(new_id())}

    stopped = alice.post(url, fields)

    assert stopped.status_code == 409
    news = stopped.content.decode().partition('id="news"')[2].partition("</section>")[0]
    assert "She was seen yesterday." in news
    assert "More." not in news
    assert b"Please see her." in stopped.content
    assert alice.post(target(stopped.content), fields).status_code == 302
    with acting_for(story.surgery.practice.id):
        assert Message.objects.filter(text="Please see her.").count() == 1


@pytest.mark.hazard("HZ-02")
def test_a_mistake_in_between_does_not_make_the_news_seen(
    story: Story, conversation: Conversation, alice: Client
) -> None:
    url = target(alice.get(f"/conversations/{conversation.id}/reply").content)
    with acting_for(story.surgery.practice.id):
        add_note(actor=story.cast.bob, conversation_id=conversation.id, text="She was seen yesterday.")

    redrawn = alice.post(url, {"step": "send", "to": [SHAH], "body": ""})
    stopped = alice.post(target(redrawn.content), {"step": "send", "to": [SHAH], "body": "Now with words."})

    assert (redrawn.status_code, stopped.status_code) == (422, 409)


def test_two_clicks_on_a_reply_are_one_message(
    story: Story, conversation: Conversation, alice: Client
) -> None:
    url = target(alice.get(f"/conversations/{conversation.id}/reply").content)
    fields = {"step": "send", "to": [SHAH], "body": "Thank you.", "key": str(new_id())}

    assert [alice.post(url, fields).status_code for _ in range(2)] == [302, 302]
    with acting_for(story.surgery.practice.id):
        assert Message.objects.filter(text="Thank you.").count() == 1


def test_before_any_answer_a_reply_goes_to_those_we_wrote_to(story: Story, alice: Client) -> None:
    one = story.sent(SHAH)

    assert cards(alice.get(f"/conversations/{one.id}/reply").content, "to") == [SHAH]
