"""A group of a directory beside what people here count on: whoever takes over is chosen by one of them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carepost.actions.people.away import Away, set_own_absence
from carepost.actions.practices.found import add_member
from carepost.actions.teams.making import rename_team
from carepost.domain.identity.models import Person
from carepost.ground.kernel import Role, clock
from tests.cast import Cast
from tests.integration.desk import Desk
from tests.integration.provisioning.directory import PATCH, USER, Directory


@pytest.mark.hazard("HZ-02")
def test_a_team_that_has_the_answers_of_somebody_away_is_not_archived_by_a_directory(
    desk: Desk, cast: Cast, trust: Directory
) -> None:
    path = f"/Groups/{trust.group('Pharmacists')['id']}"
    team = desk.surgery.team("Pharmacists")
    with desk.acting():
        set_own_absence(actor=cast.bob, away=Away(team_id=team.id, first_day=clock.today(), back_on=None))

    answer = trust.ask("DELETE", path)

    assert (answer.status_code, b"says who takes over" in answer.content) == (409, True)
    assert desk.surgery.team("Pharmacists").archived_at is None


def test_a_team_keeps_the_name_it_was_given_here_until_the_directory_has_another(
    desk: Desk, cast: Cast, trust: Directory
) -> None:
    path = f"/Groups/{trust.group('Pharmacists')['id']}"
    with desk.acting():
        rename_team(actor=cast.dev, team_id=desk.surgery.team("Pharmacists").id, name="Medicines")

    trust.set(path, "members", [{"value": trust.user()["id"]}])
    assert desk.surgery.team("Medicines").archived_at is None

    trust.set(path, "displayName", "Pharmacy team")
    assert desk.surgery.team("Pharmacy team").archived_at is None


def at_work(desk: Desk, trust: Directory, number: int) -> str:
    """The directory's id of somebody who works here."""
    address = f"person{number}@y90001.example"
    person = Person.objects.create_user(address, f"Person{number}", "Other")
    add_member(actor=desk.system, person=person, role=Role.MEMBER)
    return str(trust.made("/Users", {"schemas": [USER], "userName": address})["id"])


def test_one_more_in_a_large_team_costs_as_many_statements_as_in_a_small_one(
    desk: Desk, trust: Directory
) -> None:
    people = [at_work(desk, trust, number) for number in range(12)]
    path = f"/Groups/{trust.group('Nurses', people[0])['id']}"

    def put_in(*users: str) -> int:
        add = {"op": "add", "path": "members", "value": [{"value": user} for user in users]}
        with CaptureQueriesContext(connection) as asked:
            answer = trust.ask("PATCH", path, {"schemas": [PATCH], "Operations": [add]})
        assert answer.status_code == 204
        return len(asked)

    into_small = put_in(people[1])
    put_in(*people[2:11])

    assert put_in(people[11]) == into_small
