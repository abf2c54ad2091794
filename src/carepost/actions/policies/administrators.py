"""Who may be made an administrator, by whom, when there are too few (A5, A8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from carepost.domain.identity.models import PlatformPlace
from carepost.domain.organisations.models import Invitation, Membership, Vouching
from carepost.domain.organisations.way_back import State, state_of
from carepost.ground.kernel import Actor, Conflict, Refused, Role


def check_enough_administrators(others: int) -> None:
    """Two at all times once there were two, and the last one never goes (A8)."""
    if others < 2:
        left = "nobody who can" if others == 0 else "only one person who could"
        raise Refused(
            f"This would leave {left} approve people and set up teams here, and a practice needs two. "
            "Make a colleague an administrator first, then do this again."
        )


def check_may_be_administrator(member: Membership, role: Role) -> None:
    """A place that ends by itself would end the practice's last administrator."""
    if role == Role.ADMINISTRATOR and member.ends_on is not None:
        raise Refused(
            "Somebody here for a time cannot be an administrator: the place ends by itself. Choose another role."
        )


def check_not_of_the_console(invitation: Invitation) -> None:
    """Its link makes an administrator: it is printed once, and never sent by mail."""
    if invitation.is_of_the_console:
        raise Refused(
            "This link was made by whoever runs Carepost, who can make a new one. To invite them yourself, "
            "withdraw it first."
        )


def check_nobody_administers(at_work: Sequence[Membership]) -> None:
    """While an administrator is at work it is they who make others, and nobody goes round them."""
    if at_work:
        names = " and ".join(one.name for one in at_work)
        raise Refused(
            f"There is an administrator at work who can do this: {names}. Ask them to invite the person, "
            "or to change their role, under This practice, People."
        )


def check_way_back(asked: Vouching, wanted: State | set[State], now: datetime) -> None:
    state = state_of(asked, now)
    if state not in (wanted if isinstance(wanted, set) else {wanted}):
        raise Conflict(f"This is not so any more: {state.label.lower()}. Load the page again.")


def check_neither_of_the_two(named: Membership, actor: Actor) -> None:
    """Nobody makes themselves an administrator."""
    if str(named.id) == actor.id:
        raise Refused("Neither of the two who stand for it may be the one who is named. Name somebody else.")


def check_second_person(asked: Vouching, first: Membership | None, actor: Actor) -> None:
    if asked.first_by_id == actor.person_id:
        raise Refused("You have asked for this yourself. A colleague has to confirm it, in their own name.")
    if first is None:
        raise Refused("Whoever asked for this does not work here any more. Ask anew.")


def check_one_leads(first: Membership | None, actor: Actor) -> None:
    """Who answers for patients' safety, or for the records, stands for it too."""
    roles = {actor.role, first and Role(first.role)}
    if not roles & {Role.CLINICAL_LEAD, Role.IG_LEAD}:
        raise Refused(
            "One of the two has to be a clinical lead or the IG lead. If you have neither, ask whoever runs Carepost."
        )


def check_somebody_elses(asked: Vouching, actor: Actor) -> None:
    if str(asked.membership_id) == actor.id:
        raise Refused("You cannot keep your own role. Make a colleague an administrator, who can.")


def check_says_how(reason: str) -> None:
    if not reason.strip():
        raise Refused("Say how you made sure, so that the practice can read it.")


def check_needs_first(kind: Vouching.Kind, administrators: int) -> None:
    if kind is Vouching.Kind.FIRST and administrators:
        raise Conflict(
            "This practice has an administrator by now, who can approve others. Load the page again."
        )


def check_other_person(vouching: Vouching, approver: PlatformPlace) -> None:
    """Two people, each by themselves."""
    if vouching.first_by_id == approver.person_id:
        raise Refused("You have stood for this already. A second approver has to, in their own name.")
