"""The lists, as members see them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carepost.actions.conversations.work import assign, mark_done, set_urgent
from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.web.story import Story

LISTS = ("my", "unassigned", "urgent", "failed", "awaiting-reply", "all", "done")


def count(page: bytes, slug: str) -> str:
    found = re.search(rf'id="count-{slug}"[^>]*>([^<]*)<', page.decode())
    assert found, slug
    return found[1].strip()


@pytest.mark.parametrize("name", LISTS)
def test_every_list_can_be_looked_at(story: Story, alice: Client, name: str) -> None:
    story.answered()

    assert alice.get(f"/inbox/{name}").status_code == 200


def test_a_list_of_no_such_name_is_not_there(alice: Client) -> None:
    assert alice.get("/inbox/nonsense").status_code == 404


@pytest.mark.hazard("HZ-02")
def test_an_answer_waits_with_the_team_it_was_meant_for(story: Story, alice: Client) -> None:
    story.answered()
    doctors = story.surgery.team("Doctors").id

    page = alice.get(f"/inbox/team/{doctors}").content

    assert b"SMITH, Jane" in page
    assert count(page, f"team-{doctors}") == "1"
    assert b"SMITH, Jane" not in alice.get("/inbox/my").content


@pytest.mark.hazard("HZ-02")
def test_counts_and_lists_agree(story: Story, alice: Client) -> None:
    story.answered(), story.failed(), story.sent("cardiology@northside.example"), story.unmatched()

    page = alice.get("/inbox/all").content

    for name in ("my", "unassigned", "urgent", "failed", "awaiting-reply"):
        rows = alice.get(f"/inbox/{name}").content.count(b"data-row")
        assert count(page, name) == str(rows), name
    assert count(page, "matching") == "1"
    assert alice.get("/matching").content.count(b"data-row") == 1


def test_the_counts_of_all_lists_are_one_query(story: Story, alice: Client) -> None:
    story.answered()
    alice.get("/inbox/my")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        alice.get("/inbox/my")

    grouped = [
        q["sql"]
        for q in queries
        if "group by" in q["sql"].lower() and "correspondence_conversation" in q["sql"]
    ]
    assert len(grouped) == 1
    assert len(queries) < 45


@pytest.mark.hazard("HZ-02")
def test_the_longest_waiting_come_first_and_urgent_above_all(story: Story, alice: Client) -> None:
    cast, now = story.cast, clock.now()
    ids = []
    for hours, name in ((1, "Short"), (5, "Long"), (3, "Middle")):
        patient = story.surgery.patient(f"99900000{18 + 8 * len(ids)}"[:10], family=name)
        conversation = story.sent("nobody@northside.example", patient=patient)
        ids.append(conversation.id)
        with acting_for(cast.riverside.practice.id):
            Conversation.objects.filter(id=conversation.id).update(waiting_since=now - timedelta(hours=hours))
    with acting_for(cast.riverside.practice.id):
        set_urgent(actor=cast.alice, conversation_id=ids[0], urgent=True)

    doctors = story.surgery.team("Doctors").id
    page = alice.get(f"/inbox/team/{doctors}").content.decode()

    assert [page.index(name) for name in ("SHORT", "LONG", "MIDDLE")] == sorted(
        page.index(name) for name in ("SHORT", "LONG", "MIDDLE")
    )


@pytest.mark.hazard("HZ-02")
def test_a_long_list_is_read_page_by_page_without_losing_or_repeating_any(
    story: Story, alice: Client
) -> None:
    patient, practice = story.surgery.patient(), story.surgery.practice
    now = clock.now()
    with acting_for(practice.id):
        Conversation.objects.bulk_create(
            Conversation(
                practice=practice,
                patient=patient,
                reference=f"CP-{n:05}",
                subject="",
                correspondent=f"Who{n:03}.",
                state="waiting",
                urgent=n % 7 == 0,
                waiting_since=now - timedelta(minutes=n // 3),
                last_at=now,
            )
            for n in range(120)
        )
    seen, url, pages = [], "/inbox/unassigned", []
    while url:
        page = alice.get(url).content.decode()
        rows = re.findall(r"Who\d{3}\.", page)
        seen += rows
        pages.append(rows)
        later = re.search(r'rel="next" href="([^"]+)"', page)
        url = later[1].replace("&amp;", "&") if later else ""
        back = re.search(r'rel="prev" href="([^"]+)"', page)
    assert len(seen) == len(set(seen)) == 120
    assert back
    assert re.findall(r"Who\d{3}\.", alice.get(back[1]).content.decode()) == pages[-2]


def test_a_cursor_made_up_by_somebody_shows_the_first_page(story: Story, alice: Client) -> None:
    for cursor in ("a", "a_b1", "x" * 500, "a_b1_t9999999999999999999_u0", "a_b1_t1_u" + "0" * 32 + "_x"):
        assert alice.get("/inbox/unassigned", {"page": cursor}).status_code == 200


@pytest.mark.hazard("HZ-02")
def test_a_colleagues_inbox_can_be_worked(story: Story, cast: Cast, bob: Client) -> None:
    conversation = story.answered()
    with acting_for(story.surgery.practice.id):
        assign(
            actor=cast.carol,
            conversation_id=conversation.id,
            seen=conversation.version,
            membership_id=story.surgery.members["alice"].id,
        )

    assert b"SMITH, Jane" in bob.get(f"/inbox/colleague/{cast.alice.id}").content


def test_done_leaves_the_queue_and_stands_under_done(story: Story, cast: Cast, alice: Client) -> None:
    conversation = story.answered()
    with acting_for(story.surgery.practice.id):
        mark_done(actor=cast.alice, conversation_id=conversation.id)

    assert b"SMITH, Jane" in alice.get("/inbox/done").content
    assert b"SMITH, Jane" not in alice.get("/inbox/unassigned").content


@pytest.mark.hazard("HZ-06")
def test_what_failed_stands_in_red_on_every_page(story: Story, alice: Client) -> None:
    story.failed()

    assert b"a message that could not be sent" in alice.get("/inbox/my").content


@pytest.mark.hazard("HZ-10")
def test_mail_that_does_not_come_stands_in_red(story: Story, alice: Client) -> None:
    with acting_for(story.surgery.practice.id):
        ServiceMailbox.objects.update(fault="Mail has not been looked for since 09:10.")

    assert b"Mail has not been looked for since 09:10." in alice.get("/inbox/my").content


@pytest.mark.hazard("HZ-09")
def test_no_address_of_a_list_names_a_patient(story: Story, alice: Client) -> None:
    story.answered()
    page = alice.get("/inbox/all").content.decode()
    addresses = re.findall(r'(?:href|action|hx-get)="([^"]+)"', page)

    assert not [url for url in addresses if "mith" in url or "999" in url or "@" in url]
