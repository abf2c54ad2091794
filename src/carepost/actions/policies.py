"""May this thing, in this state? Rules on states; who may is in permissions.py."""

from __future__ import annotations

from carepost.domain.patients.models import Patient
from carepost.ground.kernel import Conflict, Refused


def check_may_be_written_about(patient: Patient) -> None:
    """Only patients registered here (C2); checked at compose and again at send."""
    match patient.status:
        case Patient.Status.DECEASED:
            raise Refused("This patient is recorded as deceased, so a new message cannot be started. Reply in an open conversation instead.")
        case Patient.Status.LEFT:
            raise Refused("This patient is no longer registered at this practice. Their new practice should write.")
        case Patient.Status.RESTRICTED:
            raise Refused("This patient's record is restricted. Ask your clinical lead before writing.")


def check_reply_saw_everything(version: int, seen: int) -> None:
    """A reply that has not seen the newest message or note is stopped, its text kept on the page (C14)."""
    if version != seen:
        raise Conflict("Something new has happened in this conversation since you began. Read it below, then send again.")
