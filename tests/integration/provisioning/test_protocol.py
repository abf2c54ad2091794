"""What a directory asks, and what it is answered: finding, many at once, and what cannot be read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carepost.domain.organisations.models import Invitation
from carepost.domain.provisioning.models import ScimResource
from carepost.ground.kernel import clock
from tests.integration.desk import Desk
from tests.integration.provisioning.directory import PATCH, USER, Directory


def test_a_directory_finds_by_name_by_its_own_id_and_by_ours(trust: Directory) -> None:
    made = trust.user(externalId="e-1")
    trust.user("other.person@nhs.example", externalId="E-1", title="Nurse")

    for sought in ('userName eq "PRIYA.NAIR@NHS.EXAMPLE"', 'externalId eq "e-1"', f'id eq "{made["id"]}"'):
        assert [one["id"] for one in trust.found(f"/Users?filter={sought}")] == [made["id"]]
    assert [one["title"] for one in trust.found('/Users?filter=title pr and title sw "nu"')] == ["Nurse"]
    page = json.loads(trust.ask("GET", "/Users?startIndex=2&count=1").content)
    assert (page["totalResults"], page["itemsPerPage"], len(page["Resources"])) == (2, 1, 1)
    names = [one["userName"] for one in trust.found("/Users?sortBy=userName&sortOrder=descending")]
    assert names == ["priya.nair@nhs.example", "other.person@nhs.example"]


@pytest.mark.parametrize("asked", ["startIndex=99999999999999999999", 'filter=userName eq "a\\u0000"'])
def test_where_nobody_is_the_answer_is_empty_and_no_error(trust: Directory, asked: str) -> None:
    trust.user()

    assert trust.found(f"/Users?{asked}") == []


def test_what_entra_id_sends_is_taken_as_it_is_meant(desk: Desk, trust: Directory) -> None:
    """A member to be removed is named by the value; an address of a type that there is none of yet is added."""
    user, other = trust.user(), trust.user("other.person@nhs.example")
    group = trust.group("Nurses", user["id"], other["id"])
    out = {"op": "Remove", "path": "members", "value": [{"value": user["id"]}]}
    work = {"op": "Add", "path": 'emails[type eq "work"].value', "value": "p.nair@nhs.example"}
    off = {"op": "Replace", "path": "active", "value": "False"}

    left = trust.ask("PATCH", f"/Groups/{group['id']}", {"schemas": [PATCH], "Operations": [out]})
    changed = trust.ask("PATCH", f"/Users/{user['id']}", {"schemas": [PATCH], "Operations": [work, off]})

    assert (left.status_code, changed.status_code) == (204, 204)
    (group,) = trust.found("/Groups")
    assert [one["value"] for one in group["members"]] == [other["id"]]
    after = json.loads(trust.ask("GET", f"/Users/{user['id']}").content)
    assert (after["active"], after["emails"]) == (False, [{"type": "work", "value": "p.nair@nhs.example"}])


def test_what_has_changed_meanwhile_is_not_written_over(trust: Directory) -> None:
    made = trust.user()
    path, first = f"/Users/{made['id']}", made["meta"]["version"]
    trust.set(path, "title", "Nurse")

    late = trust.ask("DELETE", path, **{"If-Match": first})

    assert (late.status_code, trust.ask("GET", path).status_code) == (412, 200)


def test_of_many_at_once_the_failed_ones_are_undone_and_no_others(desk: Desk, trust: Directory) -> None:
    def post(number: int, address: str) -> dict[str, Any]:
        name = {"givenName": "Ann", "familyName": "Other"}
        data = {"schemas": [USER], "userName": address, "name": name}
        return {"method": "POST", "path": "/Users", "bulkId": str(number), "data": data}

    answer = trust.ask(
        "POST",
        "/Bulk",
        {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "Operations": [
                post(1, "ann.other@nhs.example"),
                post(2, "ANN.OTHER@nhs.example"),
                post(3, "a.other@nhs.example"),
            ],
        },
    )

    statuses = [one["status"] for one in json.loads(answer.content)["Operations"]]
    assert statuses == ["201", "409", "201"]
    with desk.acting():
        emails = list(Invitation.objects.of(desk.id).order_by("id").values_list("email", flat=True))
    assert emails == ["ann.other@nhs.example", "a.other@nhs.example"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/Users", b"{", 400),
        ("/Users", b"[]", 400),
        ("/Users", b"\xff\xfe", 400),
        ("/Users", {"schemas": [USER]}, 400),
        ("/Users", {"schemas": [USER], "userName": "a\0b"}, 400),
        ("/Users", {"schemas": [USER], "userName": "x" * 301}, 400),
        ("/Users", {"schemas": [USER], "userName": "x", "active": "perhaps"}, 400),
        ("/Groups", {"displayName": "Nobody's", "members": [{"value": "no such user"}]}, 400),
        ("/Bulk", b" " * (1024 * 1024 + 1), 413),
        ("/Nothing", {}, 404),
    ],
)
def test_what_cannot_be_read_is_answered_in_scims_own_form_and_changes_nothing(
    desk: Desk, trust: Directory, path: str, body: object, status: int
) -> None:
    kept = trust.user()["id"]

    answer = trust.ask("POST", path, body)

    assert answer.status_code == status, answer.content
    assert json.loads(answer.content)["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert [one["id"] for one in trust.found("/Users")] == [kept]
    with desk.acting():
        assert {row.kind for row in ScimResource.objects.of(desk.id)} == {"User"}


def test_a_password_is_never_kept(desk: Desk, trust: Directory) -> None:
    trust.user(password="made up words for a test")

    with desk.acting():
        assert "password" not in ScimResource.objects.of(desk.id).get().document


def a_thousand_more(desk: Desk) -> None:
    now = clock.now()
    with desk.acting():
        ScimResource.objects.bulk_create(
            ScimResource(
                practice_id=desk.id,
                kind="User",
                handle=f"person{number}",
                document={"userName": f"person{number}"},
                created_at=now,
                changed_at=now,
            )
            for number in range(1000)
        )


def test_after_a_thousand_people_the_next_costs_as_many_statements_as_the_first(
    desk: Desk, trust: Directory
) -> None:
    trust.user("ann.other@nhs.example")  # what a process makes once is made

    with CaptureQueriesContext(connection) as early:
        trust.user("ben.other@nhs.example")
        trust.found('/Users?filter=userName eq "ben.other@nhs.example"')
    a_thousand_more(desk)
    with CaptureQueriesContext(connection) as late:
        trust.user("cat.other@nhs.example")
        trust.found('/Users?filter=userName eq "cat.other@nhs.example"')

    assert len(late) == len(early)
    assert len(trust.found("/Users")) == 1000  # as many as a page may have
