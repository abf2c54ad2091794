"""What mails about a person's own account say."""

from __future__ import annotations

from carepost.actions.notices.mailing import Said


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


def second_step_changed(*, added: bool) -> Said:
    """An app or a key, by whoever was signed in."""
    what = "set up" if added else "removed"
    return Said(
        subject=f"A second step for your Carepost account was {what}",
        text=(
            f"An authenticator app, a passkey or a security key was {what} for your account just now. If it was you, "
            "there is nothing to do.\n\nIf not, somebody has used a page where you were signed in: tell a practice "
            "administrator at your practice at once. They can sign you out everywhere and take the second step away.\n"
        ),
    )


def set_up_code(code: str) -> Said:
    """Before a second step is set up."""
    return Said(
        subject="Your code for Carepost",
        text=(
            f"Your code is {code}. Type it on the page you came from. It is good for ten minutes.\n\n"
            "Nobody from Carepost will ever ask you for it. If you did not ask for it, somebody knows your password: "
            "set a new one at once, and tell a practice administrator at your practice.\n"
        ),
    )


def step_code(code: str) -> str:
    """A text message: for the second step."""
    return f"{code} is your Carepost code. It is good for ten minutes. Nobody will ever ask you for it."


def texts_chosen() -> Said:
    return Said(
        subject="Codes by text message were set up for your Carepost account",
        text=(
            "From now on a code by text message is a second step for signing in to your account. A passkey is safer: "
            'you can set one up under "How you sign in".\n\nIf it was not you, tell a practice administrator at your '
            "practice at once: they can stop the account.\n"
        ),
    )


def texts_switched_off() -> Said:
    """To whoever has no other second step."""
    return Said(
        subject="Codes by text message end: set up another second step for Carepost",
        text=(
            "Your practice has switched off codes by text message, because they are the weakest second step. You have "
            "no other yet.\n\nYou can go on with what is open. When you sign in next, we still send a code to your "
            "telephone, then one to this address, and you set up a passkey or an authenticator app. It takes a few "
            "minutes, and nothing of yours is lost.\n\nHave you lost your telephone? Use a recovery code, or ask a "
            "practice administrator at your practice.\n"
        ),
    )


def second_step_taken_away() -> Said:
    return Said(
        subject="Your second step for Carepost was taken away",
        text=(
            "A practice administrator at your practice took away your authenticator app, your keys, codes by text "
            "message and your recovery codes, because they were said to be lost. You are signed out everywhere.\n\n"
            "Sign in with your password. "
            "We then send a code to this address, and you set up a new second step.\n\nIf you have lost nothing, tell "
            "a practice administrator at your practice at once, and set a new password.\n"
        ),
    )


def administrator_named(practice: str) -> Said:
    """To everybody who works there: nobody becomes an administrator behind their backs."""
    return Said(
        subject="An administrator of your practice",
        text=(
            f"Whoever runs Carepost for {practice} has made a link with which somebody becomes a practice "
            "administrator there, because no administrator is at work now.\n\n"
            "If you did not expect this, ring whoever runs Carepost for you at once. It is on the practice's record.\n"
        ),
    )


def way_back(practice: str) -> Said:
    """To whoever could stop it."""
    return Said(
        subject="No administrator is at work at a practice",
        text=(
            f"At {practice}, two members are making a colleague practice administrator for 7 days in Carepost, "
            "because no administrator is at work there.\n\n"
            "If you are an administrator there, sign in and stop it under This practice, When no administrator can "
            "act. If you are of the platform, ring the practice on a number you know.\n"
        ),
    )
