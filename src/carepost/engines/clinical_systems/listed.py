"""A clinical system as it was when the practice wrote out the list of its users. Not a connection to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .port import Answer, Says, User


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOfUsers:
    """`users` by the key of their user name; whole, since whoever does not stand in it is gone."""

    system: str
    as_of: date
    users: dict[str, User] = field(repr=False)

    def ask(self, system: str, user_name: str) -> Answer:
        if system != self.system or not key_of(user_name):
            return Answer(says=Says.CANNOT_SAY)
        user = self.users.get(key_of(user_name))
        there = user is not None and user.may_work
        return Answer(says=Says.PRESENT if there else Says.GONE, user=user)

    def others(self, user_names: Iterable[str]) -> list[User]:
        """Who may work there and is none of these."""
        known = set(map(key_of, user_names))
        return [user for key, user in self.users.items() if key not in known and user.may_work]


def key_of(user_name: str) -> str:
    """What two user names are compared by: large and small letters are the same to the systems, and so are spaces."""
    return " ".join(user_name.casefold().split())
