"""One conversation: looked at, printed, worked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from carepost.actions.conversations.work import mark_done
from carepost.domain.correspondence.models import Note
from carepost.domain.organisations.models import Team
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Envelope
from carepost.ground.kernel import clock, new_id
from tests.cast import Cast
from tests.integration.web.story import Story


def at(conversation: object, what: str = "") -> str:
    return f"/conversations/{conversation.id}{what}"  # type: ignore[attr-defined]


def undo(page: bytes) -> tuple[str, dict[str, str]]:
    """The form of the way back in the toast."""
    toast = page.decode().partition('class="cp-toasts"')[2].partition('class="cp-body"')[0]
    url = re.search(r'action="([^"]+)"', toast)
    assert url, toast
    return url[1].replace("&amp;", "&"), dict(re.findall(r'name="(\w+)" value="([^"]*)"', toast))


@pytest.mark.hazard("HZ-09")
def test_opening_shows_it_all_and_is_on_the_ledger(story: Story, alice: Client) -> None:
    conversation = story.answered()

    page = alice.get(at(conversation)).content

    for words in (
        b"SMITH, Jane",
        b"999 000 0018",
        b"Please advise",
        b"ectopics",
        b"ECG.pdf",
        b"TLS 1.3",
        b"accreditation of Northside NHS Trust",
        b"to your practice",
    ):
        assert words in page, words
    assert story.ledger()[-1] == "conversation.opened"


def test_markup_in_received_names_and_subjects_is_only_text(story: Story, alice: Client) -> None:
    conversation = story.answered()
    story.unmatched("<script>alert(4)</script>")

    for url in (at(conversation), at(conversation, "/print"), "/inbox/all", "/matching"):
        page = alice.get(url).content
        assert b"<script>alert" not in page, url
        assert b"<b>Medication" not in page, url
    assert b"&lt;b&gt;Medication" in alice.get("/matching").content


@pytest.mark.hazard("HZ-08")
def test_printing_leaves_notes_out_and_is_on_the_ledger(story: Story, alice: Client) -> None:
    conversation = story.answered()
    alice.post(at(conversation, "/note"), {"text": "Between ourselves"})

    page = alice.get(at(conversation, "/print")).content

    assert b"ectopics" in page
    assert b"Between ourselves" not in page
    assert story.ledger()[-1] == "conversation.printed"


def test_assigning_says_so_and_can_be_undone(story: Story, bob: Client) -> None:
    conversation = story.answered()

    page = bob.post(
        at(conversation, f"/assign?seen={conversation.version}"), {"to": "me"}, follow=True
    ).content
    assert b"Assigned to you." in page
    assert str(story.now(conversation.id).assigned_to_id) == story.cast.bob.id

    url, fields = undo(page)
    bob.post(url, fields)
    assert story.now(conversation.id).assigned_team.name == "Doctors"


@pytest.mark.hazard("HZ-02")
def test_two_at_once_the_second_is_told_and_nothing_is_lost(story: Story, alice: Client, bob: Client) -> None:
    conversation = story.answered()
    url = at(conversation, f"/assign?seen={conversation.version}")
    bob.post(url, {"to": "me"})

    answer = alice.post(url, {"to": "me"})

    assert answer.status_code == 409
    assert b"A colleague changed this while you were looking" in answer.content
    assert b"With Bob Okafor" in answer.content
    assert str(story.now(conversation.id).assigned_to_id) == story.cast.bob.id


def test_an_archived_team_is_refused_with_the_reason(story: Story, alice: Client) -> None:
    conversation, nurses = story.answered(), story.surgery.team("Nurses")
    with acting_for(story.surgery.practice.id):
        Team.objects.filter(id=nurses.id).update(archived_at=clock.now())

    answer = alice.post(at(conversation, f"/assign?seen={conversation.version}"), {"to": f"team:{nurses.id}"})

    assert (answer.status_code, b"has been archived" in answer.content) == (422, True)


def test_assigning_to_nonsense_is_not_possible(story: Story, alice: Client) -> None:
    conversation = story.answered()

    for to in ("team:1", "member:x", "elsewhere", f"team:{new_id()}"):
        assert (
            alice.post(at(conversation, f"/assign?seen={conversation.version}"), {"to": to}).status_code
            == 404
        )


def test_a_note_is_written_once_however_often_it_is_clicked(story: Story, alice: Client) -> None:
    conversation, key = story.answered(), str(new_id())

    for _ in range(2):
        page = alice.post(
            at(conversation, "/note"), {"text": "Tape booked.", "key": key}, follow=True
        ).content

    assert page.count(b"Tape booked.") == 1
    with acting_for(story.surgery.practice.id):
        assert Note.objects.count() == 1


def test_an_empty_note_is_asked_for_again(story: Story, alice: Client) -> None:
    answer = alice.post(at(story.answered(), "/note"), {"text": "  "})

    assert (answer.status_code, b"The note is empty" in answer.content) == (422, True)


def test_done_reopened_urgent_and_not(story: Story, alice: Client) -> None:
    conversation = story.answered()

    page = alice.post(at(conversation, "/done"), follow=True).content
    assert b"Marked done by Aisha Barton" in page
    assert story.now(conversation.id).state == "done"

    url, fields = undo(page)
    alice.post(url, fields)
    assert story.now(conversation.id).state == "waiting"

    alice.post(at(conversation, "/urgent"), {"urgent": "1"})
    assert story.now(conversation.id).urgent
    alice.post(at(conversation, "/urgent"), {"urgent": "0"})
    assert not story.now(conversation.id).urgent


@pytest.mark.hazard("HZ-06")
def test_a_failure_must_be_settled_before_it_is_done(story: Story, alice: Client) -> None:
    conversation = story.failed()

    answer = alice.post(at(conversation, "/done"))

    assert answer.status_code == 422
    assert b"Settle that first" in answer.content


@pytest.mark.hazard("HZ-06")
def test_a_failed_send_says_what_to_do_and_a_person_decides(story: Story, alice: Client) -> None:
    conversation = story.failed()
    page = alice.get(at(conversation)).content
    assert b"no such mailbox" in page
    assert b"Send again" in page

    alice.post(f"/envelopes/{story.envelope(conversation).id}/settle", {"decision": "leave"})

    assert story.envelope(conversation).state == Envelope.State.ABANDONED
    assert b"Settled by Aisha Barton" in alice.get(at(conversation)).content


@pytest.mark.hazard("HZ-06")
def test_an_uncertain_send_says_what_sending_again_may_mean(story: Story, alice: Client) -> None:
    conversation = story.failed()
    with acting_for(story.surgery.practice.id):
        Envelope.objects.update(state=Envelope.State.UNCERTAIN)

    assert b"they may get it twice" in alice.get(at(conversation)).content


def test_settling_twice_is_refused_as_done_already(story: Story, alice: Client) -> None:
    url = f"/envelopes/{story.envelope(story.failed()).id}/settle"
    alice.post(url, {"decision": "leave"})

    assert alice.post(url, {"decision": "send_again"}).status_code == 409
    assert alice.post(url, {"decision": "perhaps"}).status_code == 404


def test_evidence_of_delivery_fits_a_page(story: Story, alice: Client) -> None:
    envelope = story.envelope(story.answered())

    page = alice.get(f"/envelopes/{envelope.id}/evidence").content

    for words in (b"TLS_AES_256_GCM_SHA384", envelope.sha256.encode(), b"250 2.0.0 queued", b"accredited"):
        assert words in page


def test_a_conversation_long_done_is_still_found_by_its_address(
    story: Story, cast: Cast, alice: Client
) -> None:
    with clock.at(clock.now() - timedelta(days=300)):
        conversation = story.answered()
        with acting_for(story.surgery.practice.id):
            mark_done(actor=cast.alice, conversation_id=conversation.id)

    assert alice.get(at(conversation, "?list=nonsense")).status_code == 200
