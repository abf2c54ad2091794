"""Which patients of a practice a text may be about."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from carepost.domain.patients.facts import Identifiers, PatientFacts
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy import statements
from carepost.ground.kernel import NotFound

# Each list is looked up in an index of its own, so that the cost grows with the letter and not with the practice. A
# full name is found by its first two words, and then compared exactly. Every comparison is one that row-level security
# lets an index answer (the operators are leakproof; a function of the name would not be). One by one, each in a query
# of its own that `offset 0` keeps apart: asked for all at once, the planner reads every patient of the practice
# instead until its statistics are taken (3.8 ms against 0.3 among 10,000 patients).
_LOOKED_UP = """
    select found.* from unnest(%s::{of}[]) as wanted, lateral (
        select id, nhs_number, family_name, given_name, date_of_birth from patients_patient
        where practice_id = %s and {column} = wanted offset 0) as found
"""
_NAMED = " union ".join(
    _LOOKED_UP.format(column=column, of=of)
    for column, of in (("nhs_number", "text"), ("date_of_birth", "date"), ("first_words", "text"))
)
_ONE = """
    select id, nhs_number, family_name, given_name, date_of_birth from patients_patient
    where practice_id = %s and id = %s
"""


def patient_facts(practice_id: UUID, patient_id: UUID) -> PatientFacts:
    """What tells this patient of the practice from others; NotFound for another practice's."""
    found = statements.run(_ONE, [practice_id, patient_id])
    if not found:
        raise NotFound("There is no such patient here.")
    return PatientFacts(*found[0])


def patients_named(practice_id: UUID, found: Identifiers) -> tuple[PatientFacts, ...]:
    """Patients whose NHS number, full name, or family name and date of birth are among those found."""
    if not (found.nhs_numbers or found.dates or found.names):
        return ()
    first_words = {" ".join(name.split(" ", 2)[:2]) for name in found.names}
    wanted = (found.nhs_numbers, found.dates, first_words)
    rows = statements.run(_NAMED, [value for each in wanted for value in (list(each), practice_id)])
    return tuple(_that_fit(found, (PatientFacts(*row) for row in rows)))


def facts_of(patient: Patient) -> PatientFacts:
    return PatientFacts(
        patient.id, patient.nhs_number, patient.family_name, patient.given_name, patient.date_of_birth
    )


def _that_fit(found: Identifiers, patients: Iterable[PatientFacts]) -> Iterable[PatientFacts]:
    for one in patients:
        family_and_birth = one.birth_is_in(found) and one.family_is_in(found)
        if one.nhs_number in found.nhs_numbers or family_and_birth or one.is_named_in(found):
            yield one
