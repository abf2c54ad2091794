"""Who did what, in sentences."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from carepost.domain.correspondence.models import Happening
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.presenting.timeline import SENTENCES
from tests.cast import Cast
from tests.integration.web.story import Story


def sentences(page: bytes) -> list[str]:
    """As people read them."""
    deeds = unescape(page.decode()).partition("cp-deeds ")[2].partition("</ol>")[0]
    return re.findall(r"</time><span>(.*?)\s*(?:<a |</span>)", deeds)


@pytest.mark.hazard("HZ-09")
def test_a_member_sees_who_did_what_in_a_conversation(story: Story, alice: Client, bob: Client) -> None:
    conversation = story.answered()
    bob.post(f"/conversations/{conversation.id}/assign?seen={conversation.version}", {"to": "me"})

    page = alice.get(f"/conversations/{conversation.id}/who-did-what").content

    found = sentences(page)
    assert "Bob Okafor changed who has this conversation: Bob Okafor" in found
    assert "Aisha Barton sent a message: cardiology@northside.example" in found
    assert "Carepost handed a message over to the mail service: cardiology@northside.example" in found
    assert story.ledger()[-1] == "ledger.opened"


@pytest.mark.hazard("HZ-09")
def test_the_practices_record_is_for_those_who_answer_for_it(
    story: Story, alice: Client, carol: Client, dev: Client
) -> None:
    story.answered()

    refused = alice.get("/who-did-what")

    assert (refused.status_code, b"Only a practice administrator" in refused.content) == (403, True)
    assert b"Who did what" not in alice.get("/inbox/my").content
    for browser in (carol, dev):
        page = browser.get("/who-did-what").content
        assert "Aisha Barton sent a message: cardiology@northside.example" in sentences(page)


def test_it_can_be_narrowed_to_one_person_and_one_kind(story: Story, cast: Cast, dev: Client) -> None:
    story.answered()

    page = dev.get("/who-did-what", {"person": cast.alice.id, "kind": "message.sent"}).content

    assert sentences(page) == ["Aisha Barton sent a message: cardiology@northside.example"]


def test_a_long_record_is_read_page_by_page(story: Story, cast: Cast, dev: Client) -> None:
    with acting_for(story.surgery.practice.id):
        for number in range(70):
            record(actor=cast.bob, event=Event.PATIENT_SEARCHED, about={}, detail={"words": f"w{number:03}"})
    seen, url = [], f"/who-did-what?person={cast.bob.id}"
    while url:
        page = dev.get(url).content.decode()
        seen += re.findall(r"w\d{3}", page)
        later = re.search(r'rel="next" href="([^"]+)"', page)
        url = later[1].replace("&amp;", "&") if later else ""

    assert seen == [f"w{number:03}" for number in range(69, -1, -1)]


def test_markup_searched_for_is_only_text(story: Story, alice: Client, dev: Client) -> None:
    alice.post("/compose", {"words": "<script>alert(1)</script>"})

    assert b"<script>alert" not in dev.get("/who-did-what").content


@pytest.mark.parametrize("event", Event)
def test_every_kind_of_entry_has_its_sentence(story: Story, cast: Cast, dev: Client, event: Event) -> None:
    with acting_for(story.surgery.practice.id):
        record(actor=cast.bob, event=event, about={})

    assert any(
        event.label in one or "tried to sign in" in one for one in sentences(dev.get("/who-did-what").content)
    )


def test_every_kind_of_happening_has_its_line() -> None:
    assert set(SENTENCES) == set(Happening.Kind)
