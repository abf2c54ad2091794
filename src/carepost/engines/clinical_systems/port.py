"""What a clinical system is asked about somebody who works at a practice (A5, A11)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class Says(StrEnum):
    """`CANNOT_SAY` is what to answer in doubt: from *gone* people conclude something."""

    PRESENT = "present"
    GONE = "gone"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody as the system writes them; `may_work` False where it knows them and does not let them in."""

    user_name: str = field(repr=False)
    full_name: str = field(repr=False)
    role: str = ""
    may_work: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`user` as found, where there is one: also where they may not work there any more."""

    says: Says
    user: User | None = None


class ClinicalSystem(Protocol):
    """`system` as `Profile.System` has it. `as_of`: the day its answers are of, which is shown wherever they are."""

    @property
    def system(self) -> str: ...
    @property
    def as_of(self) -> date: ...

    def ask(self, system: str, user_name: str) -> Answer:
        """About the user of that name in that system; of another system it cannot say anything."""
