"""May this be done with this person, place or invitation, in its state?"""

from __future__ import annotations

from datetime import date

from carepost.domain.organisations.models import (
    Invitation,
    Membership,
    Practice,
    SharingSign,
    Transition,
)
from carepost.domain.organisations.places import INSTEAD
from carepost.engines.addresses import Classification, Outcome
from carepost.ground.kernel import Conflict, PhoneNumber, Refused, Role
from carepost.ground.kernel.telephone import dialled


def check_transition_is_open(transition: Transition) -> None:
    if transition.state != Transition.State.OPEN:
        raise Conflict(f"The move off {transition.name} has ended, so nothing was changed.")


def check_not_signed_in_with(transition: Transition, actor_id: str) -> None:
    """Whoever sits at the shared log-in does not open it again."""
    if str(transition.shared_id) == actor_id:
        raise Refused("You are signed in with this log-in yourself. Ask another administrator.")


def check_awaits_approval(member: Membership) -> None:
    if member.state != Membership.State.AWAITING:
        now = INSTEAD[Membership.State(member.state)]
        raise Conflict(
            f"{member.name} {now}, so there is nothing to approve. Look at the list of people again."
        )
    if member.approved_at is not None:
        raise Conflict(
            f"{member.name} has been approved already, and begins on {member.starts_on:%-d %B %Y}."
        )


LONGEST_REASON = 300
"""characters"""


def check_says_why(reason: str) -> None:
    if not reason.strip():
        raise Refused("Say why, in a sentence that they will read.")
    check_short(reason)


def check_short(reason: str, longest: int = LONGEST_REASON) -> None:
    """Refused, and never cut: whoever reads it reads the end of it too."""
    if len(reason) > longest:
        raise Refused(
            f"This has {len(reason):,} characters, and at most {longest:,} are kept. Make it shorter."
        )


def check_not_oneself(member: Membership, actor_id: str) -> None:
    if str(member.id) == actor_id:
        raise Refused("You cannot do this to your own place. Ask another administrator.")


def check_can_take_over(giver: Membership, taker: Membership) -> None:
    if taker.id == giver.id:
        raise Refused(f"{taker.name} has it now. Choose somebody else, or a team.")


def check_holds_nothing(name: str, held: tuple[str, ...]) -> None:
    """Nobody's place is closed over what they hold (A10)."""
    if held:
        raise Refused(f"{name} still holds {', '.join(held)}. Hand it over first.")


def check_answers_for_others(member: Membership, *, held: bool) -> None:
    """`held`: the place is at work, and stays as it is until this is done."""
    if not held or member.role != Role.ADMINISTRATOR:
        raise Refused(f"{member.name} is no practice administrator at work here now. Choose one who is.")


def check_may_be_given_back(giver: Membership, *, undone: bool) -> None:
    if undone:
        raise Conflict("This has been taken back already.")
    if giver.state == Membership.State.LEFT:
        raise Refused(
            f"{giver.name} has left, so nobody would see it there. Hand it on from where it is now."
        )


def check_own_telephone(number: PhoneNumber, practice: Practice) -> None:
    """A switchboard is nobody's own (A1)."""
    if dialled(practice.telephone) == number:
        raise Refused(
            "This is the practice's own telephone. Type the number of your own mobile, or leave it empty."
        )


def check_is_a_time_away(first_day: date, back_on: date | None, *, today: date) -> None:
    """Days in London. A first day that is past begins now; one that is over already is a mistake."""
    if back_on is not None and back_on <= max(first_day, today):
        raise Refused("The first day back has to come after the first day away, and after today.")


def check_not_over(over: bool) -> None:
    if over:
        raise Conflict("That time away is over already.")


def check_named(given_name: str, family_name: str) -> None:
    if not given_name.strip() or not family_name.strip():
        raise Refused("Give the person's first name and last name.")


def check_own_address(found: Classification) -> None:
    """A shared address is nobody's own (A2); what is not clear an administrator sees when they approve."""
    if found.outcome is Outcome.GENERIC:
        raise Refused(" ".join(found.reasons))


def check_bounded(role: Role, starts_on: date | None, ends_on: date | None, today: date) -> None:
    if ends_on is None:
        return
    if ends_on < max(today, starts_on or today):
        raise Refused("The last day is before the first, or has passed. Give a later one.")
    if role == Role.ADMINISTRATOR:
        raise Refused("Somebody here for a time cannot be an administrator: the place ends by itself.")


def check_waits_to_be_accepted(invitation: Invitation) -> None:
    if invitation.state != Invitation.State.WAITING:
        raise Conflict("This invitation was accepted or withdrawn already. Look at the list again.")


def check_sign_is_open(sign: SharingSign) -> None:
    if sign.state != SharingSign.State.OPEN:
        raise Conflict("A colleague has dealt with this already. Look at the list again.")
