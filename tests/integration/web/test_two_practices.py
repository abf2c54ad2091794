"""One person at two practices: one at a time, nothing of one on a page of the other, and nothing typed is lost (A9)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from carepost.actions.practices.found import add_member
from carepost.domain.correspondence.models import Conversation, Note
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Practice
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Role
from tests.cast import Cast
from tests.integration.web.story import Story

pytestmark = pytest.mark.hazard("HZ-09")


@pytest.fixture
def both(cast: Cast, alice: Client) -> Client:
    """Alice, who works at Millbrook too, and is at Riverside now."""
    person = Person.objects.get(id=cast.alice.person_id)
    add_member(actor=cast.millbrook.system, person=person, role=Role.MEMBER, teams=["Nurses"])
    go(alice, cast.riverside.practice)
    return alice


def go(browser: Client, practice: Practice) -> str:
    """Change to it; the page one comes to."""
    return browser.post("/switch", {"practice": str(practice.id)}, follow=True).content.decode()


def fields_of(page: str, address: str) -> dict[str, str]:
    """What is hidden in the form of a page that is sent to this address."""
    form = re.search(rf'<form[^>]*action="{re.escape(address)}[^"]*"(.*?)</form>', page, re.DOTALL)
    assert form is not None
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[1])
    return {name: value for name, value in hidden if name != "csrfmiddlewaretoken"}


def notes(one: Conversation) -> int:
    with acting_for(one.practice_id):
        return Note.objects.of(one.practice_id).filter(conversation=one.id).count()


def test_what_was_written_on_a_page_of_the_other_practice_is_refused_in_words_and_kept_there(
    cast: Cast, both: Client, story: Story
) -> None:
    one = story.answered()
    note = f"/conversations/{one.id}/note"
    fields = fields_of(both.get(f"/conversations/{one.id}").content.decode(), note)
    go(both, cast.millbrook.practice)

    refused = both.post(note, {**fields, "text": "Rang her."})
    assert refused.status_code == 409
    said = refused.content.decode()
    assert "You are at Millbrook Practice now" in said
    assert "We kept what you typed at Riverside Surgery" in said
    assert notes(one) == 0

    back = go(both, cast.riverside.practice)
    assert "A note, from" in back
    on = re.search(r'action="(/me/kept/[^"]+/go-on)"', back)
    assert on is not None
    both.post(on[1], {"drawn_for": str(cast.riverside.practice.id)})
    assert notes(one) == 1


def test_a_form_that_says_nothing_of_its_practice_is_taken_from_who_has_one_place_only(
    both: Client, bob: Client, story: Story
) -> None:
    one = story.answered()
    assert both.post(f"/conversations/{one.id}/note", {"text": "Rang her."}).status_code == 409
    assert bob.post(f"/conversations/{one.id}/note", {"text": "Rang her."}).status_code == 302


def test_a_page_of_one_practice_is_given_no_news_of_the_other(cast: Cast, both: Client, story: Story) -> None:
    story.answered()
    page = both.get("/inbox/my").content.decode()
    live = re.search(r'hx-get="(/live[^"]+)"', page)
    assert live is not None
    url = live[1].replace("&amp;", "&")
    assert "count-my" in both.get(url).content.decode()
    go(both, cast.millbrook.practice)
    said = both.get(url).content.decode()
    assert "You went to Millbrook Practice in another window" in said
    assert "count-my" not in said


def test_the_switcher_says_how_much_waits_at_the_other_practice_and_of_whom_nothing(
    cast: Cast, both: Client, story: Story
) -> None:
    one = story.answered()
    with acting_for(one.practice_id):
        Conversation.objects.of(one.practice_id).filter(id=one.id).update(
            assigned_to=None, assigned_team=None
        )
    here = go(both, cast.millbrook.practice)
    assert "Riverside Surgery: 1 waiting" in here
    for private in ("Smith", one.reference, one.correspondent, str(one.id), "Bob Okafor"):
        assert private not in here


def test_each_practice_keeps_its_place(cast: Cast, both: Client) -> None:
    doctors = cast.riverside.team("Doctors")
    both.get(f"/inbox/team/{doctors.id}")
    assert "<h1>My inbox</h1>" in go(both, cast.millbrook.practice)
    both.get("/inbox/urgent")
    assert "<h1>Doctors</h1>" in go(both, cast.riverside.practice)
    assert "<h1>Urgent</h1>" in go(both, cast.millbrook.practice)


def test_what_was_just_done_at_one_is_not_said_at_the_other(cast: Cast, both: Client, story: Story) -> None:
    one, here = story.answered(), {"drawn_for": str(cast.riverside.practice.id)}
    both.post(f"/conversations/{one.id}/note", {**here, "text": "Rang her."})
    assert "Note added" not in go(both, cast.millbrook.practice)
    assert "Note added" in go(both, cast.riverside.practice)


def test_the_role_is_that_of_the_practice_one_is_at(cast: Cast, dev: Client) -> None:
    person = Person.objects.get(id=cast.dev.person_id)
    add_member(actor=cast.millbrook.system, person=person, role=Role.MEMBER)
    go(dev, cast.millbrook.practice)
    assert dev.get("/practice/holding").status_code == 403
    go(dev, cast.riverside.practice)
    assert dev.get("/practice/holding").status_code == 200


def test_every_form_of_a_members_page_says_which_practice_it_is_drawn_for(
    cast: Cast, both: Client, story: Story
) -> None:
    one = story.answered()
    for url in (f"/conversations/{one.id}", f"/conversations/{one.id}/reply", "/compose", "/me/away"):
        page = both.get(url).content.decode()
        forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)
        assert forms
        assert all(f'name="drawn_for" value="{cast.riverside.practice.id}"' in form for form in forms), url
