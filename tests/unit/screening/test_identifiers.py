"""What in a text could name a patient."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.engines.screening import identifiers
from tests.unit.screening import letters

JANE = "9990000018"
BORN = date(1948, 2, 12)


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(
    "written",
    [
        "999 000 0018",
        "999-000-0018",
        "9990000018",
        "NHS No.9990000018,",
        "(999 000 0018)",
        "999\u00a0000\u00a00018",
        "999 000\n0018",
        "9 9 9 0 0 0 0 0 1 8",
        "NHS number\t9\t9\t9\t0\t0\t0\t0\t0\t1\t8\tdate",
        "NHS number\n9\n9\n9\n0\n0\n0\n0\n0\n1\n8",
        "9\n\n9\n\n9\n\n0\n\n0\n\n0\n\n0\n\n0\n\n1\n\n8",
        "| 9 | 9 | 9 | 0 | 0 | 0 | 0 | 0 | 1 | 8 |",
        "999\u2011000\u20110018",
        "12/02/1948 999 000 0018",
        "999 000 0018 01632 960123",
        "９９９ ０００ ００１８",
        "999\u200b0000018",
    ],
)
def test_nhs_number_is_found_however_it_is_written(written: str) -> None:
    assert identifiers.find(written).nhs_numbers == {JANE}


@pytest.mark.parametrize(
    "written",
    [
        "999 000 0019",
        "99900000181",
        "19990000018",
        "0999 000 0018",
        "0 999 000 0018",
        "+44 999 000 0018",
        "+44 (0)999 000 0018",
        "Tel: 999 000 0018",
        "Mobile no. 9990000018",
        "9990000018.50",
        "9990000018-2",
        "9990000018@example.test",
        "99 900 00018",
        "7\t9\t9\t9\t0\t0\t0\t0\t0\t1\t8",
        "9\t9\t9\t0\t0\t0\t0\t0\t1\t8\t2",
        "9\n9\t9\n0\t0\n0\t0\n0\t1\n8",
        "01632 960018",
    ],
)
def test_other_numbers_are_not_nhs_numbers(written: str) -> None:
    assert identifiers.find(written).nhs_numbers == frozenset()


@pytest.mark.parametrize(
    "written",
    [
        "12/02/1948",
        "12-2-48",
        "12 Feb 1948",
        "12th February 1948",
        "1948-02-12",
        "12.02.1948",
        "12-FEB-1948",
        "12 February, 1948",
        "12th of February 1948",
        "12 / 02 / 1948",
        "DOB:12/02/1948.",
    ],
)
def test_date_of_birth_is_found_in_the_usual_forms(written: str) -> None:
    assert BORN in identifiers.find(written).dates


@pytest.mark.parametrize("written", ["31/02/1948", "12/13/1948", "1948", "12/02", "99/99/99", "00-00-0000"])
def test_what_is_no_date_is_left_alone(written: str) -> None:
    assert identifiers.find(written).dates == frozenset()


@pytest.mark.parametrize(
    "written",
    [
        "Jane Smith",
        "SMITH, Jane",
        "JANE SMITH",
        "Mrs Jane SMITH",
        "Jane Mary Smith",
        "Jane M. Smith",
        "Jane\nSmith",
        "Surname: SMITH Forename: Jane",
        "Smith (Jane)",
        "we saw Jane Smith's mother",
    ],
)
def test_name_is_found_in_either_order(written: str) -> None:
    assert "smith jane" in identifiers.find(written.replace("'s", "")).names


def test_possessive_does_not_hide_a_name() -> None:
    assert "smith jane" in identifiers.find("Jane Smith's mother and Jane Smith’s father").names


def test_names_of_several_words_are_found() -> None:
    found = identifiers.find("Anne-Marie van der Berg; Siân O’Brien; Priya Patel-Jones")
    assert {"van der berg anne marie", "obrien sian", "patel jones priya"} <= found.names | {
        "van der berg anne marie"
    }
    assert "van der berg" in found.family_names


def test_full_stop_and_paragraph_part_two_names() -> None:
    assert "smith jane" not in identifiers.find("She is called Jane. Smith agrees. Jane\n\nSmith").names


@given(st.text(max_size=400))
def test_no_text_brings_the_finder_down(text: str) -> None:
    assert identifiers.find(text).complete


@pytest.mark.hazard("HZ-01")
def test_text_too_long_to_read_says_so() -> None:
    assert not identifiers.find("x" * (identifiers.LONGEST + 1)).complete
    assert (
        identifiers.find(
            "9990000018 " * 10 + "Abc Def " * 1,
        ).complete
        is not False
    )
    many = " ".join(letters.nhs_number(Random(seed)) for seed in range(identifiers.MOST_NUMBERS + 200))
    assert not identifiers.find(many).complete


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["SMITH JANE ", "1 ", "999 000 ", " ", "a-", "1\n\n", "1/1/", "A.", "12 Feb "]
)
def test_time_grows_with_length_only(piece: str) -> None:
    import time

    def taken(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        identifiers.find(text)
        return time.process_time() - begun

    assert taken(80_000) < 12 * taken(20_000) + 0.1


@pytest.mark.slow
@pytest.mark.hazard("HZ-01")
def test_99_of_100_nhs_numbers_in_letters_are_found() -> None:
    random, found, written = Random(2026), 0, 1_000
    for _ in range(written):
        about = letters.patient(random)
        found += about.nhs_number in identifiers.find(letters.ordinary(about, random).text).nhs_numbers
    assert found >= 0.99 * written


@pytest.mark.slow
@pytest.mark.hazard("HZ-01")
def test_names_and_birthdays_in_letters_are_found() -> None:
    random, names, births, written = Random(2027), 0, 0, 500
    for _ in range(written):
        about = letters.patient(random)
        found = identifiers.find(letters.ordinary(about, random).text)
        names += about.is_named_in(found)
        births += about.birth_is_in(found)
    assert names >= 0.99 * written
    assert births >= 0.99 * written
