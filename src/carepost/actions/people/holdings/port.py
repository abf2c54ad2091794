"""What every kind of thing a member holds can do: be counted, move to somebody else, and be put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from carepost.domain.organisations.administrators import administrators_of
from carepost.domain.organisations.models import Membership, Team
from carepost.ground.kernel import Actor

Taker = Team | Membership
CAREPOST = "Carepost"
Moved = list[list[str | int]]
"""What JSON can hold: for each thing its id, and whatever `put_back` has to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """One hand-over under way. `each` names another taker for some conversations, by id.

    When it is taken back, `to` is who held it and `taken_by` the one who had taken it.
    """

    actor: Actor
    giver: Membership
    to: Taker
    at: datetime
    each: Mapping[UUID, Taker] = field(default_factory=dict)
    taken_by_team: Team | None = None
    taken_by_member: Membership | None = None

    @property
    def by(self) -> str:
        """As grey lines name who did it."""
        return CAREPOST if self.actor.is_system else self.actor.name

    @property
    def to_team(self) -> Team | None:
        return self.to if isinstance(self.to, Team) else None

    @property
    def to_member(self) -> Membership | None:
        return self.to if isinstance(self.to, Membership) else None

    @property
    def person_id(self) -> UUID | None:
        """Who takes what only a person can have: the taker; for a team whoever hands over, or an administrator."""
        if self.to_member is not None:
            return self.to_member.id
        if self.actor.kind == "member":
            return UUID(self.actor.id)
        return self.administrator_id

    @property
    def answers_for_id(self) -> UUID | None:
        """Who answers for colleagues from now on: the same, and never whoever did, or they could not leave."""
        return self.administrator_id if self.person_id == self.giver.id else self.person_id

    @property
    def administrator_id(self) -> UUID | None:
        """The first one at work besides the giver."""
        at_work = administrators_of(self.giver.practice_id)
        return next((one.id for one in at_work if one.id != self.giver.id), None)


class Holding(Protocol):
    """One kind of thing. All of it runs within the transaction of the hand-over, and writes its own entries.

    `name` stands in rows for ever. `move` moves all that `count` counts. `put_back` returns how many went back:
    what has been worked on since stays where it is.
    """

    name: str

    def words(self, number: int) -> str: ...

    def count(self, giver: Membership) -> int: ...

    def move(self, handing: Handing) -> Moved: ...

    def put_back(self, handing: Handing, moved: Moved) -> int: ...


def many(number: int, one: str, more: str) -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {more}"
