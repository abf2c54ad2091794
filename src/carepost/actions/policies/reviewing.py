"""What has to be known of somebody before their access is said to be needed (A5, A11)."""

from __future__ import annotations

from collections.abc import Sized
from datetime import date

from carepost.domain.organisations.models import Profile
from carepost.domain.organisations.reviewing import SOON, Review
from carepost.ground.kernel import Refused
from carepost.ground.kernel.clock import LONDON


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
