"""Teams by people, and how many of each team are at work now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.actions.permissions import check_member
from carepost.domain.organisations.absences import away_now
from carepost.domain.organisations.models import Membership, Team, TeamMembership
from carepost.domain.organisations.people import members_of, teams_of
from carepost.ground.kernel import Actor, clock


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsByPeople:
    """`places` are the pairs (membership, team) there are; `away` says of members until when they are."""

    teams: list[Team]
    people: list[Membership]
    places: frozenset[tuple[UUID, UUID]]
    away: dict[UUID, str]
    archived: list[Team]

    def at_work(self, team: Team) -> int:
        """The team's cover: who would see what comes to it now."""
        return sum((one.id, team.id) in self.places and one.id not in self.away for one in self.people)


def teams_by_people(*, actor: Actor) -> TeamsByPeople:
    check_member(actor)
    practice_id = actor.practice_id
    return TeamsByPeople(
        teams=teams_of(practice_id),
        people=members_of(practice_id),
        places=frozenset(TeamMembership.objects.of(practice_id).values_list("membership_id", "team_id")),
        away=away_now(practice_id, clock.now()),
        archived=list(Team.objects.of(practice_id).exclude(archived_at=None).order_by("name")),
    )
