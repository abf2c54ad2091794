"""Whom a mail may be about: what matching suggested, with patients to show two identifiers of."""

from __future__ import annotations

from dataclasses import dataclass

from carepost.domain.correspondence.models import Conversation
from carepost.domain.patients.models import Patient
from carepost.engines.intake.models import Arrival, Suggestion


@dataclass(frozen=True, slots=True)
class Possible:
    """One suggestion; `conversation` None means a new one about the patient."""

    patient: Patient
    conversation: Conversation | None
    reasons: tuple[str, ...]


def possible_for(arrival: Arrival) -> list[Possible]:
    """The strongest first. A conversation without a patient is no candidate: there is nobody to check."""
    rows = (
        Suggestion.objects.of(arrival.practice_id)
        .filter(arrival=arrival)
        .select_related("patient", "conversation__patient")
        .order_by("-score", "id")
    )
    found = []
    for row in rows:
        patient = row.patient or (row.conversation.patient if row.conversation else None)
        if patient is not None:
            found.append(Possible(patient, row.conversation, tuple(str(r).rstrip(".") for r in row.reasons)))
    return found
