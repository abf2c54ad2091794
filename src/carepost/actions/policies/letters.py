"""May this be done with this patient, letter or conversation, in its state?"""

from __future__ import annotations

from carepost.domain.organisations.models import Membership, Team
from carepost.domain.patients.models import Patient
from carepost.ground.kernel import Conflict, Refused


def check_may_be_written_about(patient: Patient) -> None:
    """Only patients registered here (C2); checked at compose and again at send."""
    match patient.status:
        case Patient.Status.DECEASED:
            raise Refused(
                "This patient is recorded as deceased, so a new message cannot be started. "
                "Reply in an open conversation instead."
            )
        case Patient.Status.LEFT:
            raise Refused(
                "This patient is no longer registered at this practice. Their new practice should write."
            )
        case Patient.Status.RESTRICTED:
            raise Refused("This patient's record is restricted. Ask your clinical lead before writing.")


def check_reply_saw_everything(version: int, seen: int) -> None:
    """A reply that has not seen the newest message or note is stopped, its text kept on the page (C14)."""
    if version != seen:
        raise Conflict(
            "Something new has happened in this conversation since you began. Read it below, then do this again."
        )


def check_still_needs_matching(state: str) -> None:
    if state not in {"needs_matching", "unreadable"}:
        raise Conflict("A colleague has dealt with this message already. Go back to Needs matching.")


def check_whole_letter(part: int | None) -> None:
    """The original of a letter about several patients is had from where it was split, never from one of them."""
    if part is not None:
        raise Refused(
            "This is a part of a letter that names other patients too, so the whole letter is not to be had from here. "
            "It is kept on the page where it was split, which the message leads to."
        )


def check_no_open_failures(failures: int) -> None:
    if failures:
        raise Refused(
            "A message here could not be sent, or may not have been. Settle that first, under the message."
        )


def check_team_can_take(team: Team | None) -> None:
    if team is not None and team.archived_at is not None:
        raise Refused(f"{team.name} has been archived, so nobody would see this there. Choose another team.")


def check_member_can_take(member: Membership | None, *, held: bool = True) -> None:
    """`held` is what `hold_place` said: somebody may have gone since they were looked up."""
    if member is not None and not (held and member.state == Membership.State.ACTIVE):
        raise Refused(f"{member.name} is not at work here now. Choose somebody else, or a team.")


def check_may_send_with(member: Membership) -> None:
    """A log-in that was found to be shared sends nothing new (A3)."""
    if member.sends_stopped_at is not None:
        raise Refused(
            "This log-in is shared, so nothing new is sent with it. You can read until it closes. "
            "Ask a practice administrator for an account of your own."
        )
