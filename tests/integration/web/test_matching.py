"""Needs matching: nobody is chosen for anybody, and everything can be taken back."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from carepost.actions.conversations.work import mark_done
from carepost.domain.correspondence.models import Conversation, Message, Participant
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import clock
from tests.integration.web.story import Story

BROKEN = "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + "--x\r\n" * 3


@pytest.fixture
def arrival(story: Story) -> Arrival:
    story.surgery.patient()
    return story.unmatched()


def candidates(page: bytes) -> list[str]:
    return re.findall(r'name="candidate" value="([^"]+)"', page.decode())


def state_of(story: Story, arrival: Arrival) -> str:
    with acting_for(story.surgery.practice.id):
        return Arrival.objects.get(id=arrival.id).state


@pytest.mark.hazard("HZ-02")
def test_what_waits_is_listed_with_its_sender_and_why(arrival: Arrival, alice: Client) -> None:
    page = alice.get("/matching").content

    assert b"Oak House &lt;manager@oakhouse.example&gt;" in page
    assert b"Suggested" in page
    assert b"1 waiting" in page


@pytest.mark.hazard("HZ-01")
def test_candidates_carry_two_identifiers_and_none_is_chosen(
    story: Story, arrival: Arrival, alice: Client
) -> None:
    page = alice.get(f"/matching/{arrival.id}").content

    assert b"SMITH, Jane" in page
    assert b"3 May 1985" in page
    assert b"999 000 0018" in page
    assert not re.search(rb'name="candidate"[^>]*checked', page)
    assert story.ledger()[-1] == "arrival.opened"


@pytest.mark.hazard("HZ-01")
def test_confirming_places_the_mail_and_can_be_undone(story: Story, arrival: Arrival, alice: Client) -> None:
    chosen = candidates(alice.get(f"/matching/{arrival.id}").content)[0]

    page = alice.post(f"/matching/{arrival.id}/confirm", {"candidate": chosen}, follow=True).content
    assert b"Placed in this conversation." in page
    assert b"Please send the list" in page
    assert b"A message was placed here by Aisha Barton" in page

    again = alice.post(f"/matching/{arrival.id}/unmatch", follow=True).content
    assert b"needs matching again" in again
    assert state_of(story, arrival) == Arrival.State.NEEDS_MATCHING
    with acting_for(story.surgery.practice.id):
        assert not Message.objects.exists()
        assert not Participant.objects.exists()


@pytest.mark.hazard("HZ-01")
def test_nothing_is_confirmed_without_a_choice(story: Story, arrival: Arrival, alice: Client) -> None:
    answer = alice.post(f"/matching/{arrival.id}/confirm")

    assert answer.status_code == 422
    assert b"Choose the patient" in answer.content
    assert state_of(story, arrival) == Arrival.State.NEEDS_MATCHING


def test_somebody_else_can_be_looked_for_without_a_name_in_the_address(
    story: Story, arrival: Arrival, alice: Client
) -> None:
    john = story.surgery.patient("9990000026", "Adeyemi", "John")

    answer = alice.post(f"/matching/{arrival.id}", {"words": "adeyemi"})

    assert f"patient:{john.id}" in candidates(answer.content)
    assert "patient.searched" in story.ledger()
    alice.post(f"/matching/{arrival.id}/confirm", {"candidate": f"patient:{john.id}"})
    with acting_for(story.surgery.practice.id):
        assert Conversation.objects.get().patient_id == john.id


def test_a_stranger_among_candidates_is_not_there(story: Story, arrival: Arrival, alice: Client) -> None:
    theirs = story.cast.millbrook.patient()

    for value in (f"patient:{theirs.id}", "patient:x", f"elsewhere:{theirs.id}", f"conversation:{theirs.id}"):
        assert alice.post(f"/matching/{arrival.id}/confirm", {"candidate": value}).status_code == 404


@pytest.mark.hazard("HZ-02")
@pytest.mark.parametrize("outcome", Arrival.Outcome.values)
def test_what_is_about_no_patient_is_set_aside_and_can_be_taken_back(
    story: Story, arrival: Arrival, alice: Client, outcome: str
) -> None:
    page = alice.post(f"/matching/{arrival.id}/outcome", {"as": outcome}, follow=True).content
    assert b"Set aside as" in page
    assert state_of(story, arrival) == Arrival.State.SETTLED

    alice.post(f"/matching/{arrival.id}/unsettle")
    assert state_of(story, arrival) == Arrival.State.NEEDS_MATCHING


def test_an_outcome_of_no_such_name_is_refused(arrival: Arrival, alice: Client) -> None:
    assert alice.post(f"/matching/{arrival.id}/outcome", {"as": "lost"}).status_code == 422


@pytest.mark.hazard("HZ-01")
def test_two_people_at_once_the_second_is_told(
    story: Story, arrival: Arrival, alice: Client, bob: Client
) -> None:
    chosen = candidates(alice.get(f"/matching/{arrival.id}").content)[0]
    bob.post(f"/matching/{arrival.id}/outcome", {"as": "junk"})

    answer = alice.post(f"/matching/{arrival.id}/confirm", {"candidate": chosen})

    assert (answer.status_code, b"A colleague has dealt with this" in answer.content) == (409, True)
    assert b"has been dealt with" in alice.get(f"/matching/{arrival.id}", follow=True).content


@pytest.mark.hazard("HZ-02")
def test_mail_that_cannot_be_read_says_why_and_can_be_downloaded(story: Story, alice: Client) -> None:
    arrival = story.unmatched()
    with acting_for(story.surgery.practice.id):
        Arrival.objects.update(state=Arrival.State.UNREADABLE, reasons=["We tried to read it twice."])

    assert b"Could not be read" in alice.get("/matching").content
    assert alice.get(f"/matching/{arrival.id}").status_code == 200
    assert alice.get(f"/matching/{arrival.id}/original").content.startswith(b"From: Oak House")


@pytest.mark.hazard("HZ-03")
def test_mail_with_two_senders_shows_both_and_trusts_neither(story: Story, alice: Client) -> None:
    arrival = story.received("From: a@x.example\r\nFrom: b@y.example\r\nSubject: hello\r\n\r\nWho am I?\r\n")

    page = alice.get(f"/matching/{arrival.id}").content

    assert b"a@x.example, b@y.example" in page
    assert b"We trust none of them" in page


def test_mail_without_a_sender_is_still_shown(story: Story, alice: Client) -> None:
    arrival = story.received("Subject: hello\r\n\r\nWho am I?\r\n")

    assert b"does not say who sent it" in alice.get(f"/matching/{arrival.id}").content


@pytest.mark.hazard("HZ-01")
def test_a_certain_match_can_be_taken_back_from_its_conversation(story: Story, alice: Client) -> None:
    conversation = story.answered()
    page = alice.get(f"/conversations/{conversation.id}").content.decode()
    url = re.search(r'action="(/matching/[^"]+/unmatch)"', page)
    assert url

    alice.post(url[1])

    assert b"taken away by Aisha Barton" in alice.get(f"/conversations/{conversation.id}").content
    assert (
        b"ectopics"
        not in alice.get(f"/conversations/{conversation.id}").content.partition(b"cp-conv__line")[2]
    )


def test_a_match_that_was_answered_since_stays(story: Story, alice: Client) -> None:
    conversation = story.answered()
    with acting_for(story.surgery.practice.id):
        arrival = conversation.messages.get(direction="in").arrival_id
        mark_done(actor=story.cast.alice, conversation_id=conversation.id)
        Message.objects.create(
            practice=story.surgery.practice,
            conversation=conversation,
            direction="out",
            from_name="",
            from_address="",
            subject="",
            text="",
            at=clock.now(),
        )

    assert alice.post(f"/matching/{arrival}/unmatch").status_code == 422


@pytest.mark.hazard("HZ-02")
def test_what_was_set_aside_is_found_again_and_can_be_taken_back(
    story: Story, arrival: Arrival, alice: Client, mallory: Client
) -> None:
    alice.post(f"/matching/{arrival.id}/outcome", {"as": "business"})

    page = alice.get("/matching/set-aside").content
    assert b"Practice business, no patient, by Aisha Barton" in page
    assert f"/matching/{arrival.id}/original".encode() in page
    assert b"manager@oakhouse.example" not in mallory.get("/matching/set-aside").content

    alice.post(f"/matching/{arrival.id}/unsettle")
    assert state_of(story, arrival) == "needs_matching"
    assert b"Nothing has been set aside" in alice.get("/matching/set-aside").content
