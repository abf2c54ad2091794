"""Moving off a shared log-in, on its pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from carepost.domain.organisations.models import Transition
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.web.story import Story


def begun(story: Story, dev: Client) -> str:
    """The address of a move off Bob's log-in."""
    answer = dev.post("/practice/moving", {"member": str(story.surgery.members["bob"].id)})
    return str(answer["Location"])


def test_each_step_is_one_form_and_the_page_says_how_far_it_is(story: Story, dev: Client) -> None:
    move = begun(story, dev)
    dev.post(f"{move}/team", {"team": "new", "signature": "The front desk"})
    person = {"email": "sam.new@nhs.net", "given_name": "Sam", "family_name": "New"}
    dev.post(f"{move}/invite", person)
    day = (clock.today() + timedelta(days=14)).isoformat()
    dev.post(f"{move}/date", {"closes_on": day})

    page = dev.get(move).content.decode()

    assert "Bob Okafor has what it held" in page
    assert "Closes in 14 days" in page
    assert "Sam New" in page
    assert "0 of 1 are at work" in page
    assert b"Dev Patel chose the team" in dev.get(f"{move}/story").content
    assert b"Under way" in dev.get("/practice/moving").content


def test_what_is_missing_is_said_at_its_field(story: Story, dev: Client) -> None:
    unnamed = dev.post("/practice/moving", {"name": " "})
    move = begun(story, dev)
    dateless = dev.post(f"{move}/date", {"closes_on": "soon"})
    too_early = dev.post(f"{move}/date", {"closes_on": "2020-01-01"})

    assert (unnamed.status_code, b"Say what people call" in unnamed.content) == (422, True)
    assert (dateless.status_code, b"Give the day as year, month, day" in dateless.content) == (422, True)
    assert (too_early.status_code, b"from tomorrow on" in too_early.content) == (422, True)


def test_a_sign_that_no_text_may_have_is_not_our_failure(story: Story, dev: Client) -> None:
    answer = dev.post("/practice/moving", {"name": "Front\0desk"})

    assert (answer.status_code, b"We could not read that" in answer.content) == (400, True)


def test_nobody_writes_a_letter_with_it_that_could_not_be_sent(
    story: Story, dev: Client, bob: Client
) -> None:
    conversation = story.sent("clinic@northside.example")
    begun(story, dev)

    for page in (f"/compose?patient={conversation.patient_id}", f"/conversations/{conversation.id}/reply"):
        answer = bob.get(page)
        assert (answer.status_code, b"This log-in is shared" in answer.content) == (422, True), page


def test_it_is_taken_back_from_its_page(story: Story, dev: Client) -> None:
    move = begun(story, dev)

    told = dev.post(f"{move}/undo", follow=True)

    assert b"Taken back: it is as it was" in told.content
    with acting_for(story.surgery.practice.id):
        assert Transition.objects.get().state == Transition.State.UNDONE


@pytest.mark.hazard("HZ-09")
def test_strangers_and_members_find_no_move_of_ours(
    story: Story, cast: Cast, dev: Client, bob: Client, mallory: Client
) -> None:
    move = begun(story, dev)

    assert mallory.get(move).status_code == 404
    assert mallory.get(f"{move}/story").status_code == 404
    sent = {"closes_on": "2030-01-01", "email": "sam.new@nhs.net", "given_name": "Sam", "family_name": "New"}
    for step in ("team", "date", "undo", "invite"):
        assert mallory.post(f"{move}/{step}", sent).status_code == 404, step
    member = {"member": str(cast.riverside.members["bob"].id)}
    assert mallory.post("/practice/moving", member).status_code == 404
    assert bob.get("/practice/moving").status_code == 403
