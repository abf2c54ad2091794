"""What mails about a person's own account say."""

from __future__ import annotations

from carepost.actions.joining.words import Said


def too_many_tries() -> Said:
    """To whoever's account it is."""
    return Said(
        subject="Your Carepost account: too many wrong passwords or codes",
        text=(
            "Somebody typed a wrong password or code for your account many times, so we stopped it for a few "
            "minutes. Browsers you have signed in with before still work.\n\nIf it was you, wait five minutes. If "
            "not, nothing was opened; tell a practice administrator at your practice.\n"
        ),
    )


def password_changed() -> Said:
    return Said(
        subject="Your Carepost password was changed",
        text=(
            "The password of your Carepost account was changed just now. If it was you, there is nothing to do.\n\n"
            "If not, tell a practice administrator at your practice at once: they can stop the account. Without your "
            "second step nobody gets in with the password alone.\n"
        ),
    )
