"""Which patients of a practice a text may be about."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from carepost.domain.patients.facts import Identifiers, PatientFacts
from carepost.domain.patients.models import Patient

_FIELDS = ("id", "nhs_number", "family_name", "given_name", "date_of_birth")

# One look into the index a key: the name itself, or that name with further given names. "!" follows the space.
_BY_NAME = """
    select patient.id from unnest(%s::text[]) as key
    join patients_patient as patient
      on patient.practice_id = %s and patient.folded_name >= key and patient.folded_name < key || '!'
     and (patient.folded_name = key or starts_with(patient.folded_name, key || ' '))
"""


def patients_named(practice_id: UUID, found: Identifiers) -> tuple[PatientFacts, ...]:
    """Patients whose NHS number, full name, or family name and date of birth are among those found."""
    patients = {patient.id: patient for patient in _by_number_or_birth(practice_id, found)}
    patients |= {patient.id: patient for patient in _by_name(practice_id, found)}
    return tuple(patients.values())


def facts_of(patient: Patient) -> PatientFacts:
    return PatientFacts(
        patient.id, patient.nhs_number, patient.family_name, patient.given_name, patient.date_of_birth
    )


def _by_number_or_birth(practice_id: UUID, found: Identifiers) -> Iterable[PatientFacts]:
    if not (found.nhs_numbers or found.dates):
        return ()
    wanted = Q(nhs_number__in=list(found.nhs_numbers)) | Q(date_of_birth__in=list(found.dates))
    rows = Patient.objects.of(practice_id).filter(wanted).values_list(*_FIELDS)
    patients = (PatientFacts(*row) for row in rows)
    return (one for one in patients if one.nhs_number in found.nhs_numbers or one.family_is_in(found))


def _by_name(practice_id: UUID, found: Identifiers) -> Iterable[PatientFacts]:
    if not found.names:
        return ()
    by_name = RawSQL(_BY_NAME, [sorted(found.names), practice_id])  # noqa: S611  the text is ours, the values are bound
    rows = Patient.objects.of(practice_id).filter(id__in=by_name).values_list(*_FIELDS)
    return (PatientFacts(*row) for row in rows)
