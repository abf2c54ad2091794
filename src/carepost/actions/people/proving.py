"""Showing again who one is: with what, and how much that is worth (A6)."""

from __future__ import annotations

from enum import IntEnum

from carepost.actions.joining.proving import Answer
from carepost.domain.identity.models import Person
from carepost.domain.identity.second_steps import accept_code

from .step_codes import bring_step_code
from .texts import is_enough


class Proof(IntEnum):
    """Enough to unlock is not enough to approve, to export or to change a key."""

    NONE = 0
    UNLOCKS = 1
    BY_TEXT = 2
    """as good as whole, and marked on the ledger"""
    WHOLE = 3


def proof_by_words(*, person: Person, code: str, password: str) -> Proof:
    """A code of an app is whole by itself; a recovery code, or one by text message, with the password; a password
    alone unlocks.

    A recovery code, or one by text message, is not used up where the password with it is missing or wrong.
    """
    knows = bool(password) and person.check_password(password)
    if password and not knows:
        return Proof.NONE
    if code:
        return _proof_by_code(person, code, knows=knows)
    return Proof.UNLOCKS if knows else Proof.NONE


def _proof_by_code(person: Person, code: str, *, knows: bool) -> Proof:
    if accept_code(person.id, code, recovery=knows):
        return Proof.WHOLE
    if knows and is_enough(person.id) and bring_step_code(person_id=person.id, typed=code) is Answer.RIGHT:
        return Proof.BY_TEXT
    return Proof.NONE
