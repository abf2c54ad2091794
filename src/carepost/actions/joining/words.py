"""What mails and text messages about joining say. No names: a mailbox may turn out to be read by others."""

from __future__ import annotations

from carepost.actions.notices.mailing import Said, at


def mail(code: str) -> Said:
    return Said(
        subject="Your code for Carepost",
        text=(
            f"Your code is {code}. Type it on the page you came from. It is good for ten minutes.\n\n"
            "Nobody from Carepost will ever ask you for it. If you did not ask to join Carepost, do nothing: "
            "without the code there will be no account.\n"
        ),
    )


def known_already() -> Said:
    """The subject is the same, so that whoever looks over a shoulder learns nothing, either."""
    return Said(
        subject="Your code for Carepost",
        text=(
            "Somebody, perhaps you, tried to join Carepost with this address. It has an account already, so no code "
            f"was made.\n\nTo get in, sign in at {at('/accounts/login/')}. If you have forgotten your password, set "
            f"a new one at {at('/accounts/password/reset/')}.\n\nTo work at another practice, ask its practice "
            "administrator to invite you.\n\nIf it was not you, nothing has changed.\n"
        ),
    )


def text_message(code: str) -> str:
    return f"{code} is your Carepost code. It is good for ten minutes. Nobody will ever ask you for it."


def somebody_waits() -> Said:
    return Said(
        subject="Somebody asks to join your practice on Carepost",
        text=(
            "Somebody has proved their address and waits for a practice administrator to approve them.\n\n"
            f"See who it is, and the evidence, at {at('/practice/people')}.\n"
        ),
    )
