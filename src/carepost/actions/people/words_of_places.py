"""What mails about somebody's place at a practice say. No names: a mailbox may turn out to be read by others."""

from __future__ import annotations

from datetime import date

from carepost.actions.notices.mailing import Said, at


def approved(practice: str, begins: date | None) -> Said:
    """`begins`: the first day, where that is still to come."""
    when = f"from {_day(begins)} on" if begins else "now"
    return Said(
        subject="You are approved on Carepost",
        text=f"You may work at {practice} with Carepost {when}. Sign in at {at('/')}.\n",
    )


def refused(practice: str, reason: str) -> Said:
    return Said(
        subject="You were not approved on Carepost",
        text=(
            f"{practice} has not let you in. The practice administrator wrote why:\n\n{reason}\n\n"
            "If that is a mistake, talk to the practice: you may ask to join again.\n"
        ),
    )


def asked(practice: str) -> Said:
    """The question itself is read where it is answered."""
    return Said(
        subject="A question before you are approved on Carepost",
        text=(
            f"{practice} has a question before it lets you in. Read and answer it at {at('/join/waiting')}.\n"
        ),
    )


def suspended(practice: str) -> Said:
    return Said(
        subject="Your place on Carepost is suspended",
        text=(
            f"A practice administrator has suspended your place at {practice}: you cannot work there with Carepost "
            "now. Nothing you did is lost. If this surprises you, talk to a practice administrator there.\n"
        ),
    )


def restored(practice: str) -> Said:
    return Said(
        subject="You may work with Carepost again",
        text=(
            f"Your place at {practice} is no longer suspended. You find what you had there. Sign in at {at('/')}.\n"
        ),
    )


def ends_soon(practice: str, last_day: date) -> Said:
    return Said(
        subject="Your place on Carepost ends soon",
        text=(
            f"{_day(last_day)} is your last day at {practice} with Carepost. After it your place ends by itself, and "
            "answers to what you sent go to a colleague or a team there. Finish or hand over what you can before: "
            f"{at('/me/hand-over')}\n\nIf you stay longer, tell a practice administrator now.\n"
        ),
    )


def ends_soon_for_sponsor(practice: str, last_day: date) -> Said:
    return Said(
        subject="A place you answer for on Carepost ends soon",
        text=(
            f"{_day(last_day)} is the last day at {practice} of somebody you answer for. After it their place ends by "
            "itself, and what they hold goes to whoever was named. If they stay longer, invite them again when it "
            f"has ended. See who it is at {at('/practice/people')}.\n"
        ),
    )


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
