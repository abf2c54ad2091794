"""One line of a list, held to the rules for people; Refused says what is wrong with it, for its line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from carepost.actions.people.judging import judge
from carepost.actions.policies.people import check_bounded
from carepost.actions.provisioning.reading import Line
from carepost.domain.organisations.models import Invitation, Practice
from carepost.engines.addresses import Classification, Outcome
from carepost.ground.kernel import EmailAddress, PhoneNumber, Refused, Role, clock
from carepost.ground.kernel.telephone import dialled

LONGEST = {"given_name": 100, "family_name": 100, "known_as": 100, "job_title": 100, "clinical_user": 100}
SPELT = {"": Role.MEMBER} | {role.value.replace("_", " "): role for role in Role}
COLUMNS = {"starts": "starts_on", "ends": "ends_on"}
"""where a column of a list has another name than ours"""
FORMULA = tuple("=+-@")
"""what spreadsheets take for the beginning of a formula when they open a list"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an invitation from this line says; `teams` are ids as text. `notes` are for whoever imports."""

    email: str = field(repr=False)
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    known_as: str = field(repr=False)
    role: Role
    job_title: str
    teams: list[str]
    starts_on: date | None
    ends_on: date | None
    telephone: str = field(repr=False)
    clinical_user: str = field(repr=False)
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


def wanted(line: Line, practice: Practice, teams: dict[str, str]) -> Wanted:
    """`teams`: id by name in small letters."""
    cells = line.cells
    _check_words(cells)
    email, found = _address(cells, practice)
    role, starts, ends = _role(cells["role"]), _day(cells["starts"]), _day(cells["ends"])
    check_bounded(role, starts, ends, clock.today())
    return Wanted(
        email=email,
        given_name=cells["given_name"],
        family_name=cells["family_name"],
        known_as=cells["known_as"],
        role=role,
        job_title=cells["job_title"],
        teams=_teams(cells["teams"], teams),
        starts_on=starts,
        ends_on=ends,
        telephone=_telephone(cells["telephone"], practice),
        clinical_user=cells["clinical_user"],
        notes=found.reasons if found.outcome is Outcome.REVIEW else (),
    )


def beside(whom: Wanted, unsaid: frozenset[str], before: Invitation) -> Wanted:
    """Of somebody invited already: what the list has no column for stays as the invitation says, and has to fit."""
    stays = {name: getattr(before, name) for name in (COLUMNS.get(one, one) for one in unsaid)}
    whole = replace(whom, **stays)
    if _bounds(whole) != _bounds(before):
        check_bounded(Role(whole.role), whole.starts_on, whole.ends_on, clock.today())
    return whole


def _bounds(said: Wanted | Invitation) -> tuple[str, date | None, date | None]:
    return said.role, said.starts_on, said.ends_on


def _check_words(cells: dict[str, str]) -> None:
    if not cells["given_name"] or not cells["family_name"]:
        raise Refused("The given name or the family name is missing. Everybody has an account of their own.")
    for column, most in LONGEST.items():
        called = column.replace("_", " ")
        if len(cells[column]) > most:
            raise Refused(f"The {called} is longer than {most} characters.")
        if cells[column].startswith(FORMULA):
            raise Refused(f"The {called} begins like a formula of a spreadsheet. Take the first sign out.")


def _address(cells: dict[str, str], practice: Practice) -> tuple[str, Classification]:
    """Refused for an address that is shared, with the reasons (A2)."""
    address = EmailAddress.parse(cells["email"])
    name = " ".join(filter(None, (cells["given_name"], cells["known_as"], cells["family_name"])))
    found = judge(practice, address, name)
    if found.outcome is Outcome.GENERIC:
        raise Refused(" ".join(("This looks like a shared address.", *found.reasons)))
    return str(address).lower(), found


def _role(text: str) -> Role:
    role = SPELT.get(text.lower().replace("_", " "))
    if role is None:
        known = ", ".join(name for name in SPELT if name)
        raise Refused(f"The role is none that Carepost has. It is one of: {known}.")
    return role


def _day(text: str) -> date | None:
    if not text:
        return None
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 (a day, with no time)
        except ValueError:
            continue
    raise Refused("A day is written as 2026-11-30 or 30/11/2026.")


def _teams(text: str, teams: dict[str, str]) -> list[str]:
    names = [name for part in text.split(";") if (name := part.strip())]
    strange = [name for name in names if name.lower() not in teams]
    if strange:
        raise Refused(f"There is no team called {strange[0][:100]} here. Make it first, or leave it out.")
    return sorted({teams[name.lower()] for name in names})


def _telephone(text: str, practice: Practice) -> str:
    if not text:
        return ""
    number = PhoneNumber(text)
    if number == dialled(practice.telephone):
        raise Refused("This is the practice's own number. Give the person's own mobile, or leave it out.")
    return str(number)
