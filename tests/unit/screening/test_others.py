"""Whether a letter names another person (C12, M1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from uuid import uuid4

import pytest

from carepost.domain.patients.facts import PatientFacts
from carepost.engines.screening import Finding, Passage, not_read_whole, others_named, together
from tests.unit.screening import letters

JANE = PatientFacts(uuid4(), "9990000018", "Smith", "Jane", date(1985, 5, 3))
TOM = PatientFacts(uuid4(), "9990000026", "Okafor", "Tom", date(1950, 2, 12))
OTHER_JANE = PatientFacts(uuid4(), "9990000034", "Smith", "Jane", date(1961, 7, 9))
TWIN = PatientFacts(uuid4(), "9990000042", "Smith", "John", date(1985, 5, 3))


def found_in(
    text: str,
    *known: PatientFacts,
    where: str = "the message",
    about: PatientFacts | None = JANE,
    ignore: str = "",
) -> tuple[Finding, ...]:
    return others_named([Passage(where, text)], about, known, [ignore] if ignore else [])


@pytest.mark.hazard("HZ-01")
def test_number_that_is_not_this_patients_is_a_finding_even_if_nobodys_here() -> None:
    (found,) = found_in("NHS 999 000 0026", where="letter.pdf")
    assert found.words == "999 000 0026 in letter.pdf is not Jane Smith's number"
    assert found.patient_id is None


@pytest.mark.hazard("HZ-01")
def test_number_of_another_patient_here_leads_to_that_patient() -> None:
    (found,) = found_in("NHS 999 000 0026 for Tom Okafor", TOM)
    assert found.patient_id == TOM.id


@pytest.mark.hazard("HZ-01")
def test_full_name_of_another_patient_is_a_finding_in_either_order() -> None:
    for text in ("I saw Tom Okafor", "OKAFOR, Tom", "TOM OKAFOR"):
        (found,) = found_in(text, TOM)
        assert found.words == "Tom Okafor in the message is another patient of this practice"


@pytest.mark.hazard("HZ-01")
def test_family_name_with_birthday_of_another_patient_is_a_finding() -> None:
    assert found_in("Mr Okafor, 12/02/1950", TOM)
    assert not found_in("Mr Okafor was here on 12/03/2026", TOM)


def test_this_patients_own_name_number_and_birthday_are_no_finding() -> None:
    assert not found_in("SMITH, Jane 999 000 0018 born 3 May 1985", JANE, TOM)


@pytest.mark.hazard("HZ-01")
def test_namesake_is_a_finding_only_with_another_birthday_or_number() -> None:
    assert not found_in("Re: Jane Smith", OTHER_JANE)
    assert found_in("Re: Jane Smith, 9 July 1961", OTHER_JANE)
    assert found_in("Re: Jane Smith, 999 000 0034", OTHER_JANE)


def test_twin_is_no_finding_for_the_family_name_and_birthday_they_share() -> None:
    assert not found_in("Re: Jane Smith, 03/05/1985", TWIN)
    assert found_in("Re: John Smith, 03/05/1985", TWIN)


def test_staff_and_authors_are_no_findings() -> None:
    assert not found_in("Yours, Dr Tom Okafor", TOM, ignore="Dr Tom Okafor")
    assert not found_in("Yours, Dr Tom Okafor", TOM, ignore="Tom Okafor")


@pytest.mark.hazard("HZ-01")
def test_staff_name_does_not_hide_another_patients_number() -> None:
    assert found_in("Dr Tom Okafor, 999 000 0026", TOM, ignore="Tom Okafor")


@pytest.mark.hazard("HZ-01")
def test_part_of_this_patients_longer_name_is_no_other_patient() -> None:
    mary = replace(JANE, given_name="Mary Jane", family_name="Smith-Okafor")
    assert not found_in("Mary Jane Smith-Okafor", OTHER_JANE, about=mary)


@pytest.mark.hazard("HZ-01")
def test_patient_with_further_given_names_is_known_by_the_first() -> None:
    assert found_in("I saw Tom Okafor", replace(TOM, given_name="Tom Chidi"))


@pytest.mark.hazard("HZ-01")
def test_number_in_a_conversation_about_no_patient_is_a_finding() -> None:
    (found,) = found_in("NHS 999 000 0026", about=None)
    assert "the conversation is not known to be theirs" in found.words


def test_each_passage_is_judged_by_itself_and_all_are_looked_up_together() -> None:
    texts = [
        Passage("the message", "Jane Smith 999 000 0018"),
        Passage("letter.pdf", "Tom Okafor 12/02/1950"),
    ]
    assert together(texts).nhs_numbers == {"9990000018"}
    assert "okafor tom" in together(texts).names
    assert [finding.where for finding in others_named(texts, JANE, [TOM])] == ["letter.pdf"]


@pytest.mark.hazard("HZ-01")
def test_passage_too_long_to_read_is_named() -> None:
    assert not_read_whole([Passage("the message", "Dear Jane"), Passage("list.csv", "x" * 600_000)]) == (
        "list.csv",
    )


@pytest.mark.slow
@pytest.mark.hazard("HZ-01")
def test_letter_with_another_patients_number_is_stopped() -> None:
    random, stopped, sent = Random(1), 0, 500
    people = letters.practice(random)
    for _ in range(sent):
        about, other = random.sample(people, 2)
        text = (
            letters.ordinary(about, random).text
            + f"\ncc: {letters.number_as_written(other.nhs_number, random)}\n"
        )
        found = others_named([Passage("the message", text)], about, people)
        stopped += any(finding.patient_id == other.id for finding in found)
    assert stopped >= 0.99 * sent


@pytest.mark.slow
def test_at_most_2_of_100_ordinary_letters_are_stopped() -> None:
    random, stopped, sent = Random(2), 0, 500
    people = letters.practice(random)
    for _ in range(sent):
        about = random.choice(people)
        letter = letters.ordinary(about, random)
        stopped += bool(others_named([Passage("the message", letter.text)], about, people, letter.staff))
    assert stopped <= 0.02 * sent
