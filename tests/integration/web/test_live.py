"""News without loading the page again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from carepost.actions.conversations.work import add_note
from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import clock
from tests.integration.web.story import Story


def asked_by(page: bytes) -> str:
    found = re.search(r'hx-get="([^"]+)"', page.decode())
    assert found
    return found[1].replace("&amp;", "&")


@pytest.mark.hazard("HZ-02")
def test_new_mail_is_told_and_nothing_else_changes(story: Story, alice: Client) -> None:
    doctors = story.surgery.team("Doctors").id
    url = asked_by(alice.get(f"/inbox/team/{doctors}").content)
    assert b"new, show" not in alice.get(url).content

    story.answered()
    with acting_for(story.surgery.practice.id):
        Conversation.objects.update(last_at=clock.now() + timedelta(seconds=1))
    answer = alice.get(url)

    assert b"1 new, show" in answer.content
    assert f'id="count-team-{doctors}"'.encode() in answer.content
    assert b"SMITH" not in answer.content


def test_asking_again_when_nothing_has_changed_costs_no_answer(story: Story, alice: Client) -> None:
    first = alice.get("/live", {"list": "my"})

    again = alice.get("/live", {"list": "my"}, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_asking_is_not_reading_and_writes_no_entry(story: Story, alice: Client) -> None:
    conversation = story.answered()
    url = asked_by(alice.get(f"/conversations/{conversation.id}").content)
    before = story.ledger()

    for _ in range(3):
        alice.get(url)

    assert story.ledger() == before


@pytest.mark.hazard("HZ-02")
def test_a_reader_is_told_when_the_open_conversation_has_changed(story: Story, alice: Client) -> None:
    conversation = story.answered()
    url = asked_by(alice.get(f"/conversations/{conversation.id}").content)
    assert b"Something new" not in alice.get(url).content

    with acting_for(story.surgery.practice.id):
        add_note(actor=story.cast.bob, conversation_id=conversation.id, text="Seen.")

    assert b"Something new has happened here" in alice.get(url).content


def test_nonsense_in_the_question_is_no_news(alice: Client) -> None:
    for query in (
        {},
        {"list": "x", "since": "y"},
        {"list": "team-1", "since": "9" * 40, "open": "1", "version": "x"},
    ):
        assert alice.get("/live", query).status_code == 200


def test_a_poll_of_somebody_signed_out_is_refused_without_a_page(db: None, client: Client) -> None:
    assert client.get("/live", headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.hazard("HZ-02")
def test_new_mail_in_needs_matching_is_told_there(story: Story, alice: Client) -> None:
    url = asked_by(alice.get("/matching").content)
    assert b"new, show" not in alice.get(url).content

    arrival = story.unmatched()
    with acting_for(story.surgery.practice.id):
        Arrival.objects.filter(id=arrival.id).update(at=clock.now() + timedelta(seconds=1))
    answer = alice.get(url)

    assert b'<a href="/matching">1 new, show</a>' in answer.content


@pytest.mark.hazard("HZ-10")
def test_a_fault_interrupts_when_it_comes_and_not_again_on_every_page(story: Story, alice: Client) -> None:
    url = asked_by(alice.get("/inbox/my").content)
    with acting_for(story.surgery.practice.id):
        ServiceMailbox.objects.update(fault="Mail has not been looked for since 09:10.")

    assert b'role="alert"' in alice.get(url).content
    page = alice.get("/inbox/my").content
    assert b'class="cp-red" role="status"' in page
    assert b'class="cp-red" role="alert"' not in page


def test_news_is_asked_for_only_where_there_is_a_place_for_all_of_it(story: Story, carol: Client) -> None:
    """Else the browser complains every five seconds about places it does not find."""
    conversation, arrival = story.answered(), story.unmatched()
    item = f"/matching/{arrival.id}"
    pages = [
        "/inbox/my",
        "/matching",
        "/matching/set-aside",
        item,
        f"{item}/split",
        "/who-did-what",
        "/compose",
    ]

    asking = 0
    for page in [*pages, f"/conversations/{conversation.id}"]:
        content = carol.get(page).content
        if b"data-live" in content:
            asking += 1
            places = re.findall(rb'id="([^"]+)" hx-swap-oob', carol.get(asked_by(content)).content)
            assert [place for place in places if b'id="' + place + b'"' not in content] == [], page
    assert asking >= 4
