"""The practice's own list of its clinical system's users, line by line; what is wrong is said for its line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from carepost.actions.provisioning.reading import Headings, Line, lines_of
from carepost.engines.clinical_systems.listed import ListOfUsers, key_of
from carepost.engines.clinical_systems.port import User
from carepost.ground.kernel import Refused

HEADINGS = Headings(
    columns={
        "user_name": ("user name", "username", "user", "user id", "userid", "login", "login name", "log-in"),
        "full_name": ("full name", "name", "display name", "user full name", "staff name"),
        "given_name": ("given name", "first name", "forename", "forenames"),
        "family_name": ("family name", "last name", "surname"),
        "role": ("role", "role name", "job role", "job title", "job category", "user type"),
        "status": ("status", "active", "state", "account status"),
    },
    needed=("user_name",),
    others=True,
    too_many="A practice has fewer users than that. Export the list of your own practice's users.",
)
MAY_WORK = {"": True} | dict.fromkeys(("active", "yes", "y", "true", "1", "enabled", "current", "live"), True)
STATUS = MAY_WORK | dict.fromkeys(
    ("inactive", "no", "n", "false", "0", "disabled", "left", "suspended", "ended", "locked", "deactivated"),
    False,
)
LONGEST = {"user_name": 100, "full_name": 200, "role": 100}


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    words: str


def users_in(raw: bytes, *, system: str, as_of: date) -> tuple[ListOfUsers, list[Fault]]:
    """The list, and what is wrong with it: with one fault it is not to be used. Refused where it cannot be read."""
    users: dict[str, User] = {}
    faults, first = [], dict[str, int]()
    for line in lines_of(raw, HEADINGS):
        try:
            user = _user(line)
            key = key_of(user.user_name)
            if first.setdefault(key, line.number) != line.number:
                raise Refused(f"The same user name stands in line {first[key]}.")
            users[key] = user
        except Refused as refused:
            faults.append(Fault(line.number, refused.reason))
    return ListOfUsers(system=system, as_of=as_of, users=users), faults


def _user(line: Line) -> User:
    cells = line.cells
    name = cells["full_name"] or " ".join(filter(None, (cells["given_name"], cells["family_name"])))
    user = User(
        user_name=cells["user_name"], full_name=name, role=cells["role"], may_work=_may_work(cells["status"])
    )
    if not user.user_name:
        raise Refused("The user name is missing.")
    if not user.full_name:
        raise Refused("The name is missing: without it we cannot tell that the user is the same person.")
    for column, most in LONGEST.items():
        if len(getattr(user, column)) > most:
            raise Refused(f"The {column.replace('_', ' ')} is longer than {most} characters.")
    return user


def _may_work(text: str) -> bool:
    found = STATUS.get(text.casefold())
    if found is None:
        raise Refused("We do not know this status. Write “active” or “inactive”, or leave the column out.")
    return found
