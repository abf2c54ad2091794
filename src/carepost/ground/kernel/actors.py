"""Who does a thing: a member of a practice, a named process of the system for it, or a person of the platform."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Self
from uuid import UUID

Kind = Literal["member", "system", "platform"]


class Role(StrEnum):
    """What a membership allows; everyone else is a plain member."""

    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    CLINICAL_LEAD = "clinical_lead"
    IG_LEAD = "ig_lead"


@dataclass(frozen=True, slots=True)
class Actor:
    """One doer at one practice; `id` is the membership's, the process's name, or the platform person's id."""

    practice_id: UUID
    kind: Kind
    id: str
    name: str
    role: Role | None = None
    person_id: UUID | None = None

    @classmethod
    def system(cls, name: str, practice_id: UUID) -> Self:
        """A process with no person behind it, such as "delivery"; it has no role."""
        return cls(practice_id=practice_id, kind="system", id=name, name=name)

    @property
    def is_system(self) -> bool:
        return self.kind == "system"
