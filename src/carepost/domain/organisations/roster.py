"""Who may hold a conversation here, by name: by hand, because the navigation of every page asks it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.domain.identity.models.person import full_name
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy import statements

_TEAMS = "select id, name from organisations_team where practice_id = %s and archived_at is null order by id"
_MEMBERS = f"""
    select place.id, person.title, person.given_name, person.family_name
    from organisations_membership place join identity_person person on person.id = place.person_id
    where place.practice_id = %s and place.state = '{Membership.State.ACTIVE}'
    order by person.family_name, person.given_name, place.id
"""  # noqa: S608  (made of our own constants; what comes from outside is bound)
_FAULTS = (
    "select fault from organisations_servicemailbox where practice_id = %s and fault <> '' order by address"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A team or a member."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Teams in the order they were made, active members by family name."""

    teams: tuple[Named, ...]
    members: tuple[Named, ...]

    @property
    def ids(self) -> set[UUID]:
        return {one.id for one in (*self.teams, *self.members)}


def roster_of(practice_id: UUID) -> Roster:
    return Roster(
        teams=tuple(Named(*row) for row in statements.run(_TEAMS, [practice_id])),
        members=tuple(Named(id, full_name(*name)) for id, *name in statements.run(_MEMBERS, [practice_id])),
    )


def faults_in(practice_id: UUID) -> list[str]:
    """Why mail does not come or go, a sentence for each mailbox that has trouble."""
    return [fault for (fault,) in statements.run(_FAULTS, [practice_id])]
