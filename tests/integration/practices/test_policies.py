"""Policies in versions: accepted before work, shown with what has changed, and kept on the ledger (A4)."""

from __future__ import annotations

import pytest
from django.test import Client

from carepost.actions.people.policies import accept_policies, publish_first_policies, publish_policy
from carepost.domain.identity.models import Acceptance, Person
from carepost.domain.identity.policies import to_accept
from carepost.domain.ledger.events import Event
from carepost.doors.web.presenting.policies import changes
from carepost.ground.kernel import Actor, Refused
from tests.cast import Cast
from tests.integration.desk import Desk
from tests.integration.web.conftest import alice, sign_in  # noqa: F401  (fixtures, found by their names)

FIRST = "Your account is yours alone.\n\nNever for emergencies."
SECOND = "Your account is yours alone.\n\nNever for emergencies: ring."


def test_a_person_accepts_each_version_once_and_it_is_on_the_ledger(desk: Desk, cast: Cast) -> None:
    policy = publish_policy(kind="terms", text=FIRST)
    person = cast.alice.person_id
    assert person is not None
    assert to_accept(person) == [policy.id]

    accept_policies(person_id=person, policy_ids=[policy.id])
    accept_policies(person_id=person, policy_ids=[policy.id])

    assert to_accept(person) == []
    assert Acceptance.objects.filter(person_id=person).count() == 1
    assert [one["version"] for one in desk.details(Event.POLICY_ACCEPTED)] == [1]
    assert [one["name"] for one in desk.details(Event.POLICY_PUBLISHED)] == ["Terms"]


def test_a_version_that_has_been_followed_can_no_longer_be_accepted(cast: Cast) -> None:
    old = publish_policy(kind="terms", text=FIRST)
    new = publish_policy(kind="terms", text=SECOND)
    person = cast.alice.person_id
    assert person is not None

    assert accept_policies(person_id=person, policy_ids=[old.id]) == []
    assert to_accept(person) == [new.id]


def test_the_same_words_again_and_no_words_are_no_version(cast: Cast) -> None:
    publish_policy(kind="terms", text=FIRST)
    with pytest.raises(Refused, match="words of version 1"):
        publish_policy(kind="terms", text=FIRST + "\n\n")
    with pytest.raises(Refused, match="empty"):
        publish_policy(kind="terms", text=" \n")


def test_a_new_installation_begins_with_words_for_each_kind(db: None) -> None:
    assert [one.kind for one in publish_first_policies()] == ["acceptable_use", "terms"]
    assert publish_first_policies() == []


def test_nobody_works_before_they_have_accepted_and_then_they_go_where_they_were_going(
    cast: Cast,
    alice: Client,  # noqa: F811
) -> None:
    policy = publish_policy(kind="terms", text=FIRST)

    stopped = alice.get("/inbox/unassigned")
    read = alice.get(stopped["Location"])
    going_on = alice.post("/me/policies", {"policy": policy.id, "next": "/inbox/unassigned"})

    assert stopped["Location"].startswith("/me/policies?next=")
    assert b"Never for emergencies." in read.content
    assert going_on["Location"] == "/inbox/unassigned"
    assert alice.get("/inbox/unassigned").status_code == 200
    assert b"You have accepted these words" in alice.get("/me/policies").content


def test_a_first_time_nothing_is_done_before_accepting_either(cast: Cast, alice: Client) -> None:  # noqa: F811
    publish_policy(kind="terms", text=FIRST)

    assert alice.post("/practice/teams/ask", {"name": "Pharmacists"}).status_code == 302
    assert alice.get("/live", headers={"HX-Request": "true"}).status_code == 401


def a_new_version_comes_to(reader: Actor) -> None:
    """Who has accepted the one before."""
    first = publish_policy(kind="terms", text=FIRST)
    assert reader.person_id is not None
    accept_policies(person_id=reader.person_id, policy_ids=[first.id])
    publish_policy(kind="terms", text=SECOND)


def test_what_was_being_written_when_a_new_version_came_is_kept_and_then_it_is_asked_for(
    desk: Desk,
    cast: Cast,
    alice: Client,  # noqa: F811
) -> None:
    a_new_version_comes_to(cast.alice)

    done = alice.post("/practice/teams/ask", {"name": "Pharmacists"})
    page = alice.get("/practice/teams", follow=True).content.decode()

    assert (done["Location"], len(desk.entries(Event.TEAM_ASKED_FOR))) == ("/practice/teams", 1)
    assert "What has changed since you accepted it" in page
    assert '<ins><span class="cp-hidden">added: </span>emergencies: ring.</ins>' in page


def test_whoever_signs_in_after_a_new_version_does_nothing_before_accepting_it(
    desk: Desk,
    cast: Cast,
    alice: Client,  # noqa: F811
) -> None:
    a_new_version_comes_to(cast.alice)
    alice.force_login(Person.objects.get(id=cast.alice.person_id))

    answer = alice.post("/practice/teams/ask", {"name": "Pharmacists"})

    assert answer["Location"] == "/me/policies?next=%2F", "for what was sent there is no page to go back to"
    assert desk.entries(Event.TEAM_ASKED_FOR) == []


def test_going_on_leads_nowhere_else(cast: Cast, alice: Client) -> None:  # noqa: F811
    policy = publish_policy(kind="terms", text=FIRST)

    answer = alice.post("/me/policies", {"policy": policy.id, "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"


def test_only_paragraphs_that_changed_are_shown_word_by_word() -> None:
    [changed] = changes(FIRST, SECOND)

    assert [(piece.text, piece.change) for piece in changed] == [
        ("Never for ", ""),
        ("emergencies.", "gone"),
        ("emergencies: ring.", "added"),
    ]
