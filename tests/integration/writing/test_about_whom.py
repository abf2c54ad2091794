"""A letter is about a patient registered here, looked at again when it is sent."""

from __future__ import annotations

import pytest

from carepost.domain.patients.models import Patient
from carepost.ground.kernel import NotFound, Refused
from tests.integration.desk import Desk

Status = Patient.Status


@pytest.mark.hazard("HZ-07")
@pytest.mark.parametrize(
    ("status", "why"),
    [
        (Status.DECEASED, "recorded as deceased"),
        (Status.LEFT, "no longer registered at this practice"),
        (Status.RESTRICTED, "record is restricted. Ask your clinical lead"),
    ],
)
def test_a_patient_who_is_not_open_for_letters_is_not_written_about(
    desk: Desk, status: str, why: str
) -> None:
    patient, letter = desk.surgery.patient(), desk.letter()
    _becomes(desk, patient, status)  # with the draft open
    with pytest.raises(Refused, match=why):
        desk.post(letter, patient=patient)
    assert desk.conversations() == []


def test_an_open_conversation_about_somebody_who_has_died_can_still_be_answered(desk: Desk) -> None:
    conversation = desk.sent().message.conversation
    _becomes(desk, desk.surgery.patient(), Status.DECEASED)
    assert desk.reply(conversation, text="She died last night.").conversation_id == conversation.id


@pytest.mark.hazard("HZ-09")
@pytest.mark.hazard("HZ-07")
def test_another_practices_patient_is_not_there(desk: Desk, millbrook: Desk) -> None:
    with pytest.raises(NotFound):
        millbrook.send(patient=desk.surgery.patient())


def _becomes(desk: Desk, patient: Patient, status: str) -> None:
    with desk.acting():
        Patient.objects.of(desk.id).filter(id=patient.id).update(status=status)
