"""Whom a new message may be about, asked when writing begins; sending asks again."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.permissions import check_sender
from carepost.actions.policies.letters import check_may_be_written_about
from carepost.domain.patients.models import Patient
from carepost.ground.kernel import Actor


def patient_to_write_about(*, actor: Actor, patient_id: UUID) -> Patient:
    check_sender(actor)

    patient = Patient.objects.one(actor.practice_id, patient_id)
    check_may_be_written_about(patient)
    return patient
