"""Who is in which team: ticks in a matrix, and first suggestions from roles in the clinical system (I3)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from carepost.actions.permissions import check_administrator
from carepost.actions.policies.letters import check_member_can_take, check_team_can_take
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.clinical_roles import team_for
from carepost.domain.organisations.models import Membership, Profile, Team, TeamMembership
from carepost.domain.organisations.people import members_of, teams_of
from carepost.ground.kernel import Actor

Place = tuple[UUID, UUID]
"""A membership's id and a team's."""


def change_places(*, actor: Actor, joining: Iterable[Place] = (), leaving: Iterable[Place] = ()) -> int:
    """Put people into teams and take them out; how many places changed. What is so already is left alone, so two
    administrators at the matrix at once undo nothing of each other's."""
    check_administrator(actor)
    return sum(_join(actor, *place) for place in joining) + sum(_leave(actor, *place) for place in leaving)


def _join(actor: Actor, membership_id: UUID, team_id: UUID) -> bool:
    member, team = _found(actor, membership_id, team_id)
    check_member_can_take(member)
    check_team_can_take(team)
    _, made = TeamMembership.objects.get_or_create(
        practice_id=actor.practice_id, team=team, membership=member
    )
    if made:
        _tell(actor, Event.TEAM_JOINED, member, team)
    return made


def _leave(actor: Actor, membership_id: UUID, team_id: UUID) -> bool:
    member, team = _found(actor, membership_id, team_id)
    gone, _ = TeamMembership.objects.of(actor.practice_id).filter(team=team, membership=member).delete()
    if gone:
        _tell(actor, Event.TEAM_LEFT, member, team)
    return bool(gone)


def _found(actor: Actor, membership_id: UUID, team_id: UUID) -> tuple[Membership, Team]:
    member = Membership.objects.select_related("person").one(actor.practice_id, membership_id)
    return member, Team.objects.one(actor.practice_id, team_id)


def _tell(actor: Actor, event: Event, member: Membership, team: Team) -> None:
    about = {"membership": member.id, "team": team.id}
    record(actor=actor, event=event, about=about, detail={"name": member.name, "team": team.name})


def places_by_role(*, actor: Actor) -> list[Place]:
    """For everybody in no team yet: the team that their role in the clinical system, or else their job title, tells."""
    check_administrator(actor)
    teams = {team.name: team.id for team in teams_of(actor.practice_id)}
    placed = set(TeamMembership.objects.of(actor.practice_id).values_list("membership_id", flat=True))
    roles = _roles(actor.practice_id)
    told = (
        (member.id, team_for(roles.get(member.id, "")) or team_for(member.job_title))
        for member in members_of(actor.practice_id)
        if member.id not in placed
    )
    return [(member_id, teams[name]) for member_id, name in told if name in teams]


def _roles(practice_id: UUID) -> dict[UUID, str]:
    seen = Profile.objects.of(practice_id).filter(gone_at=None).order_by("seen_on")
    return dict(seen.values_list("membership_id", "role"))
