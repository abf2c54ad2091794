"""Patients a mail may be about, from what stands in it: only ever a suggestion (M3)."""

from __future__ import annotations

from collections.abc import Sequence

from carepost.domain.patients.facts import Identifiers, PatientFacts
from carepost.engines.matching.decision import PatientGuess

MOST = 10

_NUMBER, _BIRTH, _NAME, _FAMILY = 50, 30, 30, 10


def guess(found: Identifiers, known: Sequence[PatientFacts]) -> tuple[PatientGuess, ...]:
    """The patients named, the best first, each with its reasons; a date of birth alone names nobody."""
    guesses = (_of(patient, found) for patient in known)
    return tuple(sorted((one for one in guesses if one.score), key=lambda one: -one.score)[:MOST])


def _of(patient: PatientFacts, found: Identifiers) -> PatientGuess:
    number = patient.nhs_number in found.nhs_numbers
    born = patient.birth_is_in(found)
    named = patient.is_named_in(found)
    family = named or patient.family_is_in(found)
    if not (number or family):
        return PatientGuess(patient.id, (), 0)

    score = _NUMBER * number + _BIRTH * born + (_NAME if named else _FAMILY * family)
    return PatientGuess(patient.id, _reasons(number, born, named, family), score)


def _reasons(number: bool, born: bool, named: bool, family: bool) -> tuple[str, ...]:
    parts = [
        words
        for words, there in (
            ("NHS number", number),
            ("name", named),
            ("family name", family and not named),
            ("date of birth", born),
        )
        if there
    ]
    if parts == ["family name"]:
        return ("Same family name",)
    if parts == ["NHS number"]:
        return ("NHS number is in the message, but no name or date of birth that agrees with it",)
    *first, last = parts
    sentence = f"{', '.join(first)} and {last} are" if first else f"{last} is"
    return (f"{sentence[0].upper()}{sentence[1:]} in the message",)
