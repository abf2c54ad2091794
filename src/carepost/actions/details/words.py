"""What mails and text messages about a change of details say. No names, no values: a mailbox may be read by others."""

from __future__ import annotations

from carepost.actions.notices.mailing import Said, at
from carepost.domain.organisations.models import DetailChange

WHAT = {
    DetailChange.Detail.NAME: "name",
    DetailChange.Detail.EMAIL: "e-mail address",
    DetailChange.Detail.TELEPHONE: "telephone",
}
NOT_YOU = (
    "If it was not you, somebody is in your account: take the change back under your initials, Your account; end your "
    "other sessions there, set a new password, and tell a practice administrator at your practice at once.\n"
)


def asked(what: str) -> Said:
    """To the address there is now, at once."""
    return Said(
        subject=f"Carepost: a change of your {what} was asked for",
        text=(
            f"Somebody, you we hope, asked for another {what} for your Carepost account. Nothing has changed: a "
            f"practice administrator decides, and we tell you.\n\nIf it was you, there is nothing to do. {NOT_YOU}"
        ),
    )


def code(digits: str) -> Said:
    """To a new address. The subject is that of every code."""
    return Said(
        subject="Your code for Carepost",
        text=(
            f"Your code is {digits}. Type it on the page you came from. It is good for ten minutes.\n\n"
            "Nobody from Carepost will ever ask you for it. If you have not asked for this address for your Carepost "
            "account, do nothing: without the code nothing changes.\n"
        ),
    )


def address_taken() -> Said:
    """To an address that has an account already: only whoever reads it is told."""
    return Said(
        subject="Your code for Carepost",
        text=(
            "Somebody, perhaps you, asked for this address for a Carepost account. Another account has it already, so "
            "no code was made and nothing has changed.\n\nIf both accounts are yours, ask a practice administrator at "
            "your practice which one you should use.\n"
        ),
    )


def telephone_taken() -> str:
    return (
        "Somebody asked for this telephone for a Carepost account. Another account has it, so no code was made. "
        "If both are yours, ask your practice administrator."
    )


def somebody_asks() -> Said:
    """To the administrators who decide."""
    return Said(
        subject="Carepost: a change of somebody's details waits for you",
        text=(
            "Somebody at your practice asked for a change of their name, address or telephone. It waits for a practice "
            f"administrator.\n\nSee what would change, and the evidence, at {at('/practice/people/changes')}.\n"
        ),
    )


def approved(what: str) -> Said:
    return Said(
        subject=f"Carepost: your {what} was changed",
        text=(
            f"A practice administrator approved the change of your {what} in Carepost. It holds from now on.\n\n"
            "If you did not ask for it, tell a practice administrator at your practice at once.\n"
        ),
    )


def address_approved() -> Said:
    """To the old address and to the new one."""
    return Said(
        subject="Carepost: your e-mail address was changed",
        text=(
            "A practice administrator approved the change of your e-mail address in Carepost. You are signed out "
            "everywhere: sign in with the new address, your password and your second step. Single sign-on, if you use "
            "it, has to be linked again.\n\nIf you did not ask for it, tell a practice administrator at your practice "
            "at once.\n"
        ),
    )


def refused(what: str) -> Said:
    return Said(
        subject=f"Carepost: your {what} was not changed",
        text=(
            f"A practice administrator did not approve the change of your {what} in Carepost, so nothing has changed. "
            f"Read why at {at('/me')}.\n"
        ),
    )


def changed_elsewhere() -> Said:
    """To the administrators of another practice where the person works."""
    return Said(
        subject="Carepost: somebody's details were changed",
        text=(
            "Somebody who works at your practice and at another one has a new name, address or telephone in Carepost. "
            "An administrator of the other practice approved it. Who, and what, is under Practice, Who did what.\n\n"
            "If you did not expect it, ask them.\n"
        ),
    )
