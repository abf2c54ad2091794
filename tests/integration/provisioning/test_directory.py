"""An organisation's directory says who works here: it invites, suspends and ends, and never approves."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from carepost.actions.people.ending import suspend
from carepost.actions.practices.found import add_member
from carepost.actions.writing.letter import RepliesTo
from carepost.domain.identity.models import Person
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Invitation, Membership, TeamMembership
from carepost.domain.provisioning.models import ScimResource
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Role, new_id
from tests.cast import Cast
from tests.integration.desk import Desk
from tests.integration.provisioning.directory import PATCH, USER, Directory

BOB = "bob@y90001.example"


def bobs(trust: Directory, **more: Any) -> str:
    """Bob as the directory knows him; the path of his user."""
    said = {"schemas": [USER], "userName": BOB, "name": {"givenName": "Bob", "familyName": "Okafor"}}
    return f"/Users/{trust.made('/Users', said | more)['id']}"


def state(desk: Desk, who: str) -> str:
    with desk.acting():
        return Membership.objects.get(id=desk.surgery.members[who].id).state


def invitations(desk: Desk) -> list[tuple[str, str]]:
    with desk.acting():
        return list(Invitation.objects.of(desk.id).order_by("id").values_list("email", "state"))


def said(answer: Any) -> str:
    return str(json.loads(answer.content)["detail"])


def test_somebody_new_is_invited_and_approved_by_nobody(desk: Desk, trust: Directory) -> None:
    made = trust.user(active=True, externalId="e-1")

    assert made["userName"] == "priya.nair@nhs.example"
    assert invitations(desk) == [("priya.nair@nhs.example", "waiting")]
    with desk.acting():
        assert not Invitation.objects.of(desk.id).get().pre_approved
    assert not Person.objects.filter(email="priya.nair@nhs.example").exists()
    assert len(desk.entries(Event.PROVISIONING_BROUGHT)) == 1


def test_a_shared_address_is_refused_with_the_reasons(desk: Desk, trust: Directory) -> None:
    name = {"givenName": "Front", "familyName": "Desk"}
    answer = trust.ask(
        "POST", "/Users", {"schemas": [USER], "userName": "reception@nhs.example", "name": name}
    )

    assert (answer.status_code, json.loads(answer.content)["scimType"]) == (400, "invalidValue")
    assert "shared" in said(answer)
    assert invitations(desk) == []


@pytest.mark.hazard("HZ-09")
def test_somebody_who_is_not_active_any_more_is_stopped_with_their_next_request(
    desk: Desk, trust: Directory, bob: Client
) -> None:
    path = bobs(trust)
    assert bob.get("/inbox/my").status_code == 200

    assert trust.set(path, "active", False).status_code == 204

    assert bob.get("/inbox/my").status_code == 403
    assert state(desk, "bob") == "suspended"
    (entry,) = desk.entries(Event.MEMBERSHIP_SUSPENDED)
    assert entry.actor_id == "provisioning"


def test_active_again_lets_them_in_again(desk: Desk, trust: Directory) -> None:
    path = bobs(trust)
    trust.set(path, "active", False)

    assert trust.set(path, "active", True).status_code == 204

    assert state(desk, "bob") == "active"


@pytest.mark.hazard("HZ-09")
def test_a_directory_does_not_undo_what_an_administrator_has_done(
    desk: Desk, cast: Cast, trust: Directory
) -> None:
    path = bobs(trust)
    with desk.acting():
        suspend(actor=cast.dev, membership_id=desk.surgery.members["bob"].id, reason="Made up.")

    answer = trust.set(path, "active", True)

    assert (answer.status_code, state(desk, "bob")) == (409, "suspended")
    assert "An administrator here has suspended" in said(answer)


def test_a_removed_person_leaves_and_their_history_stays(desk: Desk, trust: Directory) -> None:
    path = bobs(trust)

    assert trust.ask("DELETE", path).status_code == 204

    assert (state(desk, "bob"), trust.ask("GET", path).status_code) == ("left", 404)
    with desk.acting():
        assert ScimResource.objects.of(desk.id).filter(gone_at__isnull=False).count() == 1


@pytest.mark.hazard("HZ-02")
def test_a_removed_person_who_holds_conversations_is_stopped_and_nothing_is_orphaned(
    desk: Desk, cast: Cast, trust: Directory
) -> None:
    path = bobs(trust)
    desk.send(actor=cast.bob, replies_to=RepliesTo(membership_id=desk.surgery.members["bob"].id))

    assert trust.ask("DELETE", path).status_code == 204

    assert state(desk, "bob") == "suspended"


def test_the_last_administrators_cannot_be_stopped_by_a_directory(desk: Desk, trust: Directory) -> None:
    name = {"givenName": "Dev", "familyName": "Patel"}
    made = trust.made("/Users", {"schemas": [USER], "userName": "dev@y90001.example", "name": name})
    path = f"/Users/{made['id']}"

    stopped, removed = trust.set(path, "active", False), trust.ask("DELETE", path)

    assert (stopped.status_code, removed.status_code, state(desk, "dev")) == (409, 409, "active")
    assert "a practice needs two" in said(stopped)
    assert json.loads(trust.ask("GET", path).content)["active"] is True


def test_somebody_who_has_not_come_yet_is_not_invited_any_more(desk: Desk, trust: Directory) -> None:
    path = f"/Users/{trust.user(active=True)['id']}"

    trust.set(path, "active", False)
    assert [state for _, state in invitations(desk)] == ["withdrawn"]
    trust.set(path, "active", True)

    assert [state for _, state in invitations(desk)] == ["withdrawn", "waiting"]


def test_a_group_is_a_team_with_those_of_it_who_are_at_work(desk: Desk, trust: Directory) -> None:
    bob = bobs(trust).removeprefix("/Users/")
    new = trust.user()["id"]

    group = trust.group("Reception", bob, new)
    path = f"/Groups/{group['id']}"
    assert in_team(desk, "Reception") == {"Bob"}
    trust.set(path, "members", [{"value": new}])

    assert in_team(desk, "Reception") == set()
    assert [one["value"] for one in json.loads(trust.ask("GET", path).content)["members"]] == [new]


def test_a_new_group_is_a_new_team_renamed_and_archived_with_it(desk: Desk, trust: Directory) -> None:
    path = f"/Groups/{trust.group('Pharmacists')['id']}"

    trust.set(path, "displayName", "Medicines team")
    assert desk.surgery.team("Medicines team").archived_at is None
    assert trust.ask("DELETE", path).status_code == 204

    assert desk.surgery.team("Medicines team").archived_at is not None


def in_team(desk: Desk, team: str) -> set[str]:
    with desk.acting():
        rows = TeamMembership.objects.of(desk.id).filter(team__name=team)
        return {row.membership.person.given_name for row in rows.select_related("membership__person")}


@pytest.mark.hazard("HZ-09")
def test_who_works_elsewhere_too_is_not_changed_elsewhere(
    cast: Cast, desk: Desk, trust: Directory, bob: Client
) -> None:
    there = cast.millbrook
    person = Person.objects.get(id=cast.bob.person_id)
    place = add_member(actor=there.system, person=person, role=Role.MEMBER)
    path = bobs(trust, title="Made up")

    trust.set(path, "name.familyName", "Somebody-Else")
    trust.set(path, "active", False)

    with acting_for(there.practice.id):
        assert Membership.objects.get(id=place.id).state == "active"
    assert Person.objects.get(id=person.id).family_name == "Okafor"


@pytest.mark.hazard("HZ-09")
def test_an_address_known_elsewhere_is_answered_like_one_that_is_nowhere(
    cast: Cast, desk: Desk, trust: Directory
) -> None:
    person = Person.objects.create_user("known.person@nhs.example", "Known", "Person")
    add_member(actor=cast.millbrook.system, person=person, role=Role.MEMBER)

    known, new = trust.user("known.person@nhs.example"), trust.user("other.person@nhs.example")

    assert known.keys() == new.keys()
    assert invitations(desk) == [
        ("known.person@nhs.example", "waiting"),
        ("other.person@nhs.example", "waiting"),
    ]


@pytest.mark.hazard("HZ-09")
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_a_strangers_user_is_as_if_it_had_never_been(
    trust: Directory, neighbour: Directory, method: str
) -> None:
    made = trust.user()
    body = {
        "PUT": {"schemas": [USER], "userName": "x.y@nhs.example"},
        "PATCH": {"schemas": [PATCH], "Operations": [{"op": "replace", "path": "active", "value": False}]},
    }.get(method)

    theirs = neighbour.ask(method, f"/Users/{made['id']}", body)
    never = neighbour.ask(method, f"/Users/{new_id()}", body)

    assert theirs.status_code == never.status_code == 404
    assert theirs.content == never.content
    assert (
        neighbour.found("/Users")
        == neighbour.found('/Users?filter=userName eq "priya.nair@nhs.example"')
        == []
    )
