"""Forty made-up patients of Riverside, and five of Millbrook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from carepost.domain.organisations.models import Practice
from carepost.domain.patients.facts import folded
from carepost.domain.patients.models import Patient
from carepost.ground.kernel import NhsNumber, Refused, clock

# given, family, sex; Jane Smith is the one in the guided tour, the two Adeyemis are easily mistaken for each other.
NAMES = """
Jane Smith f|Tunde Adeyemi m|Taiwo Adeyemi m|Anna Kowalska f|Mohammed Rahman m|Eleanor Whitcombe f
Siân Pryce-Jones f|George Okonkwo m|Fatima Sheikh f|Liam O'Rourke m|Chidinma Eze f|Harold Pettifer m
Mei-Ling Cheung f|Rupert Ashdown m|Agnieszka Nowak f|Desmond Clarke m|Parvati Menon f|Callum Fairweather m
Yasmin Darwish f|Edith Thorncroft f|Kwame Mensah m|Bronwen Llewellyn f|Stanley Huckaby m|Zara Iqbal f
Noah Lindqvist m|Beatrix Underhay f|Ahmed El-Sayed m|Niamh Gallagher f|Winston Bramble m|Ingrid Solheim f
Arjun Bhatt m|Margery Quillfeather f|Tobias Rookwood m|Leila Haddad f|Percy Standish m|Olamide Afolabi f
Gwendolyn Marchbanks f|Dimitri Papas m|Hetty Crumpler f|Jasper Venn m
"""
MILLBROOK_NAMES = "Joan Smyth f|Peter Adamson m|Rosa Delgado f|Ivor Tregenza m|Maud Pinkney f"


def numbers() -> Iterator[str]:
    """NHS numbers of the range kept for tests (999), whose check digit is right."""
    for stem in range(999_000_001, 999_999_999):
        for digit in range(10):
            try:
                yield NhsNumber(f"{stem}{digit}")
            except Refused:
                continue


def register(practice: Practice, names: str, given_numbers: Iterator[str]) -> list[Patient]:
    """The patients of one practice; its transaction is the caller's."""
    people = [entry.rsplit(" ", 1) for line in names.strip().splitlines() for entry in line.split("|")]
    made = [_patient(practice, name, sex, n, next(given_numbers)) for n, (name, sex) in enumerate(people)]
    _give_histories(made)
    return Patient.objects.bulk_create(made)


def _patient(practice: Practice, name: str, sex: str, n: int, number: str) -> Patient:
    given, family = name.split(" ", 1)
    return Patient(
        practice=practice,
        nhs_number=number,
        given_name=given,
        family_name=family,
        folded_name=folded(f"{family} {given}"),
        date_of_birth=date(1985, 5, 3) if n == 0 else date(1931, 1, 17) + timedelta(days=n * 811 % 31_000),
        sex=Patient.Sex.FEMALE if sex == "f" else Patient.Sex.MALE,
        source="demo list",
        confirmed_at=clock.now(),
    )


def _give_histories(patients: list[Patient]) -> None:
    """A few who may not be written about, so that the refusals can be seen."""
    states = [Patient.Status.DECEASED, Patient.Status.LEFT, Patient.Status.RESTRICTED]
    for patient, status in zip(reversed(patients), states if len(patients) > 10 else [], strict=False):
        patient.status = status
