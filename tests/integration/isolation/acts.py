"""What is done, and what may become of it, in the words of the model of who may do what."""

from __future__ import annotations

from dataclasses import dataclass

from carepost.ground.kernel import Role

Place = tuple[Role, str]
DONE, NOT_PERMITTED, NOT_FOUND = "done", "not permitted", "not found"
CONFLICT, REFUSED, TURNED_AWAY = "conflict", "refused", "turned away"


@dataclass(frozen=True)
class Act:
    """`person` at `at` does `verb` to a thing of `of`; what it is to go to, or with, is of `second`."""

    verb: str
    person: int
    at: str
    of: str
    second: str
    whom: int = 0
    piece: int = 0
