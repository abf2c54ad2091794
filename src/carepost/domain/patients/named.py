"""Which patients of a practice a text may be about."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from carepost.domain.patients.facts import Identifiers, PatientFacts
from carepost.domain.patients.models import Patient

_FIELDS = ("id", "nhs_number", "family_name", "given_name", "date_of_birth")

# One pass over the practice's patients, the keys hashed: looking each key up would leave a letter with thousands
# of capitals to the planner's guesses, and it has taken half a minute. Whoever has further given names, or a
# family name of several words, is found by the first two to four words, and then compared exactly.
_BY_NAME = """
    select id from patients_patient where practice_id = %s and (
        folded_name = any(%s)
        or array_to_string((string_to_array(folded_name, ' '))[1:2], ' ') = any(%s)
        or array_to_string((string_to_array(folded_name, ' '))[1:3], ' ') = any(%s)
        or array_to_string((string_to_array(folded_name, ' '))[1:4], ' ') = any(%s)
    )
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
    by_name = RawSQL(_BY_NAME, [practice_id, *[list(found.names)] * 4])  # noqa: S611  the text is ours, the values are bound
    rows = Patient.objects.of(practice_id).filter(id__in=by_name).values_list(*_FIELDS)
    return (one for one in (PatientFacts(*row) for row in rows) if one.is_named_in(found))
