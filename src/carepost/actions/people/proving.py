"""Showing again who one is: with what, and how much that is worth (A6)."""

from __future__ import annotations

from enum import IntEnum

from carepost.domain.identity.models import Person
from carepost.domain.identity.second_steps import accept_code


class Proof(IntEnum):
    """Enough to unlock is not enough to approve, to export or to change a key."""

    NONE = 0
    UNLOCKS = 1
    WHOLE = 2


def proof_by_words(*, person: Person, code: str, password: str) -> Proof:
    """A code of an app is whole by itself, a recovery code with the password; a password alone unlocks.

    A recovery code is not used up where the password with it is missing or wrong.
    """
    knows = bool(password) and person.check_password(password)
    if password and not knows:
        return Proof.NONE
    if code:
        return Proof.WHOLE if accept_code(person.id, code, recovery=knows) else Proof.NONE
    return Proof.UNLOCKS if knows else Proof.NONE
