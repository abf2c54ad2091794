"""The matrix of teams by people, in a browser."""

from __future__ import annotations

import pytest
from django.test import Client

from carepost.domain.organisations.models import TeamMembership
from carepost.domain.tenancy.context import acting_for
from tests.cast import Cast
from tests.integration.web.story import Story


def ticked(story: Story, who: str, team: str) -> bool:
    practice_id = story.surgery.practice.id
    with acting_for(practice_id):
        rows = TeamMembership.objects.of(practice_id)
        return rows.filter(membership=story.surgery.members[who], team__name=team).exists()


def value(story: Story, who: str, team: str) -> str:
    return f"{story.surgery.members[who].id}:{story.surgery.team(team).id}"


def test_saving_changes_only_what_was_changed_on_the_page(story: Story, dev: Client) -> None:
    """A colleague's tick, made while the page was open, stays."""
    with acting_for(story.surgery.practice.id):
        TeamMembership.objects.create(
            practice=story.surgery.practice,
            membership=story.surgery.members["carol"],
            team=story.surgery.team("Nurses"),
        )

    answer = dev.post(
        "/practice/teams/places",
        {"was": [value(story, "bob", "Reception")], "in": [value(story, "bob", "Secretaries")]},
        follow=True,
    )

    assert b"2 places changed." in answer.content
    assert (ticked(story, "bob", "Reception"), ticked(story, "bob", "Secretaries")) == (False, True)
    assert ticked(story, "carol", "Nurses")


def test_a_member_sees_the_matrix_and_may_ask_but_not_change(story: Story, bob: Client) -> None:
    page = bob.get("/practice/teams").content.decode()

    assert "Bob Okafor in Reception" in page
    assert 'type="checkbox"' not in page
    assert bob.post("/practice/teams/make", {"name": "Mine"}).status_code == 403
    asked = bob.post("/practice/teams/ask", {"name": "Pharmacists"}, follow=True).content.decode()
    assert "You asked for Pharmacists" in asked


def test_administrator_sees_what_was_asked_for_on_the_way_to_it(
    story: Story, bob: Client, dev: Client
) -> None:
    bob.post("/practice/teams/ask", {"name": "Pharmacists", "reason": "Queries get lost"})

    assert b"1 asked for" in dev.get("/practice").content
    assert b"asked for by Bob Okafor" in dev.get("/practice/teams").content


def test_suggestions_are_ticked_and_not_saved(story: Story, dev: Client) -> None:
    with acting_for(story.surgery.practice.id):
        TeamMembership.objects.of(story.surgery.practice.id).delete()

    page = dev.get("/practice/teams?by=role").content.decode()

    assert "4 suggested" in page
    assert "Bob Okafor in Reception, suggested" in page
    assert not ticked(story, "bob", "Reception")


def test_a_name_that_is_taken_is_said_at_its_field_and_kept(story: Story, dev: Client) -> None:
    answer = dev.post("/practice/teams/make", {"name": "Nurses"})

    assert answer.status_code == 422
    assert b"A team called Nurses is there already" in answer.content
    assert b'value="Nurses"' in answer.content


def test_archiving_wants_an_heir_and_can_be_taken_back(story: Story, dev: Client) -> None:
    team, heir = story.surgery.team("Doctors"), story.surgery.team("Nurses")

    unchosen = dev.post(f"/practice/teams/{team.id}/archive", {})
    archived = dev.post(f"/practice/teams/{team.id}/archive", {"heir": str(heir.id)}, follow=True)
    back = dev.post(f"/practice/teams/{team.id}/restore", follow=True)

    assert (unchosen.status_code, b"Choose who takes over" in unchosen.content) == (422, True)
    assert b"Bring it back" in archived.content
    assert b"Doctors is back" in back.content


@pytest.mark.hazard("HZ-09")
def test_strangers_find_no_team_of_ours(story: Story, cast: Cast, mallory: Client) -> None:
    team = cast.riverside.team("Doctors").id
    for path in (
        f"/practice/teams/{team}",
        f"/practice/teams/{team}/archive",
        f"/practice/teams/{team}/restore",
    ):
        heir = {"heir": str(cast.millbrook.team("Nurses").id), "name": "Mine"}
        assert mallory.post(path, heir).status_code == 404, path
    places = {"in": [value(story, "bob", "Doctors")]}
    assert mallory.post("/practice/teams/places", places).status_code == 404
