"""Patients a mail may be about, and the reasons shown for each."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from carepost.domain.patients.facts import PatientFacts
from carepost.engines.matching import guess
from carepost.engines.screening import identifiers

JANE = PatientFacts(uuid4(), "9990000018", "Smith", "Jane", date(1985, 5, 3))
JOHN = PatientFacts(uuid4(), "9990000026", "Smith", "John", date(1950, 2, 12))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NHS 999 000 0018, born 3 May 1985", "NHS number and date of birth are in the message"),
        ("Jane Smith, 03/05/1985", "Name and date of birth are in the message"),
        ("SMITH, Jane 999 000 0018 03.05.85", "NHS number, name and date of birth are in the message"),
        ("Mrs Smith (03/05/1985)", "Family name and date of birth are in the message"),
        ("SMITH, Jane", "Name is in the message"),
        ("Mrs Smith", "Same family name"),
        ("9990000018", "NHS number is in the message, but no name or date of birth that agrees with it"),
    ],
)
def test_reasons_say_what_was_found(text: str, reason: str) -> None:
    assert guess(identifiers.find(text), [JANE])[0].reasons == (reason,)


def test_two_identifiers_come_before_one() -> None:
    found = guess(identifiers.find("Jane Smith 03/05/1985; next of kin Mr Smith"), [JOHN, JANE])
    assert [one.patient_id for one in found] == [JANE.id, JOHN.id]


@pytest.mark.hazard("HZ-01")
def test_a_birthday_alone_names_nobody() -> None:
    assert guess(identifiers.find("seen on 3 May 1985"), [JANE]) == ()
