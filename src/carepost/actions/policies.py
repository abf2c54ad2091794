"""May this thing, in this state? Rules on states; who may is in permissions.py."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from datetime import date, datetime

from carepost.domain.identity.models import PlatformPlace
from carepost.domain.organisations.models import (
    Invitation,
    Membership,
    Practice,
    Profile,
    SharingSign,
    Team,
    Transition,
    Vouching,
)
from carepost.domain.organisations.places import INSTEAD
from carepost.domain.organisations.reviewing import SOON, Review
from carepost.domain.organisations.way_back import State, state_of
from carepost.domain.patients.models import Patient
from carepost.engines.addresses import Classification, Outcome
from carepost.ground.kernel import Actor, Conflict, PhoneNumber, Refused, Role
from carepost.ground.kernel.clock import LONDON
from carepost.ground.kernel.telephone import dialled


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


def check_transition_is_open(transition: Transition) -> None:
    if transition.state != Transition.State.OPEN:
        raise Conflict(f"The move off {transition.name} has ended, so nothing was changed.")


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


def check_profile(profile: Profile | None, today: date) -> None:
    """A membership rests on a profile in the clinical system (A5)."""
    if profile is None or profile.gone_at is not None:
        raise Refused(
            "There is no profile in your clinical system for this person yet. "
            "Look them up there, write down what you found under Clinical system, then approve them."
        )
    if profile.due_on is not None and profile.due_on < today:
        raise Refused(
            "It is more than 90 days since anybody saw this person's profile in your clinical system. "
            "Look again, write down what you found under Clinical system, then approve them."
        )


def check_was_looked_up(review: Review) -> None:
    """Where the profile is due, gone or was never seen, nobody says "still needed" without a look (A5)."""
    if review.needs_looking_up:
        raise Refused(
            f"{review.member.name} has to be looked up in your clinical system first. "
            "Write down what you see there, under their name, and say there that they still need access."
        )


def check_seen_anew(profile: Profile | None, seen_on: date, today: date) -> None:
    """A look settles what was due only if it came after what is known already."""
    if seen_on < today - SOON:
        raise Refused("That is more than 14 days ago. Look them up again, and give the day of that.")
    if profile is not None and seen_on < profile.seen_on:
        raise Refused(f"They were seen after that day, on {profile.seen_on:%-d %B %Y}. Look them up again.")
    if profile is not None and profile.gone_at and seen_on < profile.gone_at.astimezone(LONDON).date():
        raise Refused("They were found to be gone after that day. Look them up again.")


def check_list_is_of(on: date, today: date) -> None:
    """Of a day that says something of today."""
    if on > today:
        raise Refused("The day the list was written out cannot be in the future.")
    if on < today - SOON:
        raise Refused("This list is older than 14 days. Write it out again in your clinical system.")


def check_somebody_is_there(anybody: bool) -> None:
    """A list that has nobody of ours is of another practice or system, and would find everybody gone."""
    if not anybody:
        raise Refused(
            "Nobody here would be seen anew by this list, so it was not used. "
            "Is it the whole list, of this practice and of the system you chose?"
        )


def check_chosen(chosen: Sized) -> None:
    if not chosen:
        raise Refused("Choose at least one person first.")


def check_says_why(reason: str) -> None:
    if not reason.strip():
        raise Refused("Say why, in a sentence that they will read.")


def check_not_oneself(member: Membership, actor_id: str) -> None:
    if str(member.id) == actor_id:
        raise Refused("You cannot do this to your own place. Ask another administrator.")


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
            "or to change their role, under Practice, People."
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


def check_sign_is_open(sign: SharingSign) -> None:
    if sign.state != SharingSign.State.OPEN:
        raise Conflict("A colleague has dealt with this already. Look at the list again.")


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
