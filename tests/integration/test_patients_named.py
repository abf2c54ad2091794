"""Which patients of the practice a letter may be about, by what it holds."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carepost.domain.patients import facts, models
from carepost.domain.patients.named import patients_named
from carepost.domain.tenancy.context import acting_for
from carepost.engines.screening import identifiers
from tests.cast import Cast


def named(cast: Cast, text: str) -> set[str]:
    with acting_for(cast.riverside.practice.id):
        return {one.name for one in patients_named(cast.riverside.practice.id, identifiers.find(text))}


@pytest.fixture
def people(cast: Cast) -> Cast:
    cast.riverside.patient("9990000018", "Smith", "Jane", date(1985, 5, 3))
    cast.riverside.patient("9990000026", "O'Brien", "Siân Mary", date(1950, 2, 12))
    cast.riverside.patient("9990000034", "Smithson", "Jane", date(1961, 7, 9))
    cast.millbrook.patient("9990000042", "Smith", "Jane", date(1985, 5, 3))
    return cast


COLUMNS = ("nhs_number", "date_of_birth", "first_words")


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NHS 999 000 0018", {"Jane Smith"}),
        ("SMITH, Jane", {"Jane Smith"}),
        ("Sian OBrien", {"Siân Mary O'Brien"}),
        ("Mrs O’Brien, 12 Feb 1950", {"Siân Mary O'Brien"}),
        ("seen on 12 Feb 1950", set()),
        ("Mrs Smith", set()),
        ("999 000 0042", set()),
        ("nothing", set()),
    ],
)
def test_patients_are_found_by_number_by_name_or_by_family_name_with_birthday(
    people: Cast, text: str, expected: set[str]
) -> None:
    assert named(people, text) == expected


@pytest.mark.hazard("HZ-09")
@pytest.mark.hazard("HZ-01")
def test_another_practices_patient_is_never_among_them(people: Cast) -> None:
    text = identifiers.find("Jane Smith 03/05/1985, 999 000 0018, 999 000 0042")
    with acting_for(people.riverside.practice.id):
        (jane,) = patients_named(people.riverside.practice.id, text)
        assert jane.nhs_number == "9990000018"
        assert patients_named(people.millbrook.practice.id, text) == ()


def test_a_letter_costs_one_query(people: Cast) -> None:
    text = identifiers.find("Jane Smith 03/05/1985, 999 000 0018, Sian O'Brien")
    with acting_for(people.riverside.practice.id), CaptureQueriesContext(connection) as queries:
        patients_named(people.riverside.practice.id, text)
    assert len(queries) == 1


def test_whoever_has_a_name_of_many_words_is_found(people: Cast) -> None:
    people.riverside.patient("9990000050", "van der Berg", "Jan Pieter", date(1970, 1, 2))

    assert named(people, "Jan van der Berg") == {"Jan Pieter van der Berg"}
    assert named(people, "VAN DER BERG, Jan Pieter") == {"Jan Pieter van der Berg"}
    assert named(people, "Mrs van der Linden saw Jan") == set()


def test_each_number_day_and_name_is_looked_up_in_an_index_of_its_own_also_by_the_app(
    committed_cast: Cast, logins: dict[str, str]
) -> None:
    for number in range(500):
        born = date(1930, 1, 1) + timedelta(number)
        committed_cast.riverside.patient(f"9991{number:06}", f"Filler{number}", "Ann", born)
    committed_cast.riverside.patient("9990000018", "Smith", "Jane", date(1985, 5, 3))
    with psycopg.connect(logins["superuser"], autocommit=True) as server:
        server.execute("analyze patients_patient")
    practice, text = committed_cast.riverside.practice.id, identifiers.find("Jane Smith 03/05/1985")

    with acting_for(practice), CaptureQueriesContext(connection) as asked:
        assert len(patients_named(practice, text)) == 1

    wanted = (["9990000018"], [date(1985, 5, 3)], ["smith jane"])
    with acting_for(practice), connection.cursor() as cursor:
        cursor.execute(f"explain {asked[0]['sql']}", [value for each in wanted for value in (each, practice)])
        looked_up = [line for (line,) in cursor.fetchall() if "Index Cond" in line]
    assert [sum(column in line for line in looked_up) for column in COLUMNS] == [1, 1, 1]


def test_names_are_folded_alike_in_letters_and_on_the_list() -> None:
    for name in (
        "O'Brien",
        "Siân",
        "Anne-Marie",
        "van der Berg",
        "STRAẞE",
        "Ｗide",
        "d’Arcy",
        "  two  spaces ",
    ):
        assert facts.folded(name) == models.folded(name)
