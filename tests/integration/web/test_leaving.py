"""Before somebody leaves: the pages on which what they hold is handed over; and being away."""

from __future__ import annotations

import pytest
from django.test import Client

from carepost.actions.conversations.work import assign
from carepost.actions.people.ending import suspend
from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.models import Absence, HandOver
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock, new_id
from tests.cast import Cast
from tests.integration.web.story import Story

pytestmark = pytest.mark.hazard("HZ-02")


@pytest.fixture
def bobs(story: Story) -> Conversation:
    """A conversation that waits with Bob."""
    conversation, cast = story.answered(), story.cast
    with acting_for(cast.alice.practice_id):
        bob = cast.riverside.members["bob"].id
        return assign(
            actor=cast.alice, conversation_id=conversation.id, seen=conversation.version, membership_id=bob
        )


def page_of(cast: Cast) -> str:
    return f"/practice/people/{cast.bob.id}/hand-over"


def now(one: Conversation) -> Conversation:
    with acting_for(one.practice_id):
        return Conversation.objects.of(one.practice_id).select_related("assigned_team").get(id=one.id)


def test_what_somebody_holds_is_chosen_looked_at_once_more_handed_over_and_taken_back(
    cast: Cast, dev: Client, bobs: Conversation
) -> None:
    url, doctors = page_of(cast), cast.riverside.team("Doctors")
    first = dev.get(url).content.decode()
    assert "1 open conversation" in first
    second = dev.post(url, {"to": f"team:{doctors.id}"}).content.decode()
    assert "All of this goes to Doctors" in second
    assert now(bobs).assigned_team is None

    done = dev.post(url, {"to": f"team:{doctors.id}", "step": "do"}, follow=True).content.decode()
    assert "Handed over to Doctors: 1 open conversation." in done
    assert "so the place can be ended" in done
    assert now(bobs).assigned_team == doctors

    with acting_for(cast.dev.practice_id):
        (handed,) = HandOver.objects.of(cast.dev.practice_id)
    back = dev.post(f"/practice/hand-overs/{handed.id}/undo", follow=True).content.decode()
    assert "Taken back: 1." in back
    assert str(now(bobs).assigned_to_id) == cast.bob.id


def test_one_conversation_may_go_to_somebody_else(cast: Cast, dev: Client, bobs: Conversation) -> None:
    doctors, nurses = cast.riverside.team("Doctors"), cast.riverside.team("Nurses")
    chosen = {"to": f"team:{doctors.id}", f"each-{bobs.id}": f"team:{nurses.id}"}
    assert "one by one" in dev.post(page_of(cast), chosen).content.decode()
    dev.post(page_of(cast), {**chosen, "step": "do"})
    assert now(bobs).assigned_team == nurses


def test_nobody_chosen_is_said_at_the_field(cast: Cast, dev: Client, bobs: Conversation) -> None:
    answer = dev.post(page_of(cast), {"to": ""})
    assert answer.status_code == 422
    assert "Choose who takes it" in answer.content.decode()


def test_ones_own_is_handed_over_by_oneself(cast: Cast, bob: Client, bobs: Conversation) -> None:
    carol = cast.carol.id
    bob.post("/me/hand-over", {"to": f"member:{carol}", "step": "do"})
    assert str(now(bobs).assigned_to_id) == carol
    with acting_for(cast.bob.practice_id):
        (handed,) = HandOver.objects.of(cast.bob.practice_id)
    bob.post(f"/me/hand-overs/{handed.id}/undo")
    assert str(now(bobs).assigned_to_id) == cast.bob.id


def test_what_a_suspended_person_held_is_in_a_list_until_it_is_handed_over(
    cast: Cast, alice: Client, dev: Client, bobs: Conversation
) -> None:
    assert "cannot work now" not in alice.get("/inbox/my").content.decode()
    with acting_for(cast.dev.practice_id):
        suspend(actor=cast.dev, membership_id=cast.riverside.members["bob"].id, reason="Made up.")
    assert "Held by somebody who cannot work now" in alice.get("/inbox/my").content.decode()
    assert str(bobs.id) in alice.get("/inbox/held").content.decode()
    assert "1 held by somebody who cannot work now" in dev.get("/practice").content.decode()
    assert "Suspended" in dev.get("/practice/holding").content.decode()

    doctors = cast.riverside.team("Doctors")
    dev.post(page_of(cast), {"to": f"team:{doctors.id}", "step": "do"})
    assert "cannot work now" not in alice.get("/inbox/my").content.decode()


def test_who_is_away_is_said_where_people_are_chosen_and_on_the_conversation(
    cast: Cast, alice: Client, bob: Client, bobs: Conversation
) -> None:
    nurses = cast.riverside.team("Nurses")
    said = {"first_day": clock.today().isoformat(), "back_on": "", "team": str(nurses.id)}
    page = bob.post("/me/away", said, follow=True).content.decode()
    assert "Away: answers go to Nurses." in page
    shown = alice.get(f"/conversations/{bobs.id}").content.decode()
    assert "Bob Okafor (away)" in shown
    assert "Bob Okafor is away: answers to them go to Nurses" in shown

    with acting_for(cast.bob.practice_id):
        (absence,) = Absence.objects.of(cast.bob.practice_id)
    bob.post(f"/me/away/{absence.id}/end")
    assert "away" not in alice.get(f"/conversations/{bobs.id}").content.decode().split("<main")[1]


def test_the_last_day_away_is_said_as_a_calendar_has_it(cast: Cast, bob: Client) -> None:
    said = {"first_day": clock.today().isoformat(), "back_on": f"{clock.today().year + 2}-01-01"}
    page = bob.post("/me/away", said | {"team": str(cast.riverside.team("Nurses").id)}, follow=True)

    assert f"Away until 31 December {clock.today().year + 1}: answers go to Nurses." in page.content.decode()


def test_an_administrator_says_that_a_colleague_is_away(cast: Cast, dev: Client) -> None:
    url, nurses = f"/practice/people/{cast.bob.id}/away", cast.riverside.team("Nurses")
    said = {"first_day": clock.today().isoformat(), "back_on": "", "team": str(nurses.id)}
    assert "Away: answers go to Nurses." in dev.post(url, said, follow=True).content.decode()
    with acting_for(cast.bob.practice_id):
        (absence,) = Absence.objects.of(cast.bob.practice_id)
    assert dev.post(f"/practice/away/{absence.id}/end").status_code == 302


@pytest.mark.parametrize("day", ["", "soon", "31/12/2026"])
def test_a_day_that_cannot_be_read_is_said_and_nothing_is_lost(cast: Cast, bob: Client, day: str) -> None:
    team = cast.riverside.team("Nurses").id
    answer = bob.post("/me/away", {"first_day": day, "team": str(team), "note": "Ring my deputy."})
    assert answer.status_code == 422
    assert "Ring my deputy." in answer.content.decode()


def test_only_administrators_see_who_holds_what(cast: Cast, alice: Client) -> None:
    for url in ("/practice/holding", page_of(cast), f"/practice/people/{cast.bob.id}/away"):
        assert alice.get(url).status_code == 403


@pytest.mark.hazard("HZ-09")
def test_a_stranger_finds_nobody(cast: Cast, mallory: Client) -> None:
    for url in (page_of(cast), f"/practice/people/{cast.bob.id}/away"):
        assert mallory.get(url).status_code == 404
    team = cast.millbrook.team("Doctors").id
    assert mallory.post(page_of(cast), {"to": f"team:{team}", "step": "do"}).status_code == 404
    for url in (
        f"/practice/hand-overs/{new_id()}/undo",
        f"/me/hand-overs/{new_id()}/undo",
        f"/practice/away/{new_id()}/end",
        f"/me/away/{new_id()}/end",
    ):
        assert mallory.post(url).status_code == 404
