"""Which patients of a practice a text may be about."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.patients.facts import Identifiers, PatientFacts


def patients_named(practice_id: UUID, found: Identifiers) -> tuple[PatientFacts, ...]:
    """Patients whose NHS number, full name, or family name and date of birth are among those found."""
    raise NotImplementedError
