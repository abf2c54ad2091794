"""A group of a directory: a team here, with those of its members who are at work."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from carepost.actions.provisioning.told import Document, Taken, Unfit, members_of
from carepost.actions.provisioning.users import place_of
from carepost.actions.teams.archiving import archive_team, held_by_team, is_counted_on, restore_team
from carepost.actions.teams.filling import change_places
from carepost.actions.teams.making import make_team, rename_team
from carepost.domain.organisations.models import Membership, Team, TeamMembership
from carepost.domain.organisations.people import teams_of
from carepost.domain.provisioning.models import ScimResource
from carepost.ground.kernel import Actor, Conflict

ACTIVE = Membership.State.ACTIVE
Users = dict[str, ScimResource]


def users_of(practice_id: UUID) -> Users:
    """Every user the directory has now, by id."""
    rows = ScimResource.objects.of(practice_id).filter(kind=ScimResource.Kind.USER, gone_at=None)
    found = rows.select_related("membership__person", "invitation__membership__person").order_by("id")
    return {str(row.id): row for row in found}


def members_now(row: ScimResource, users: Users) -> list[str]:
    """Ids of users, as the team is here: who was ticked out of it is not in it, who was ticked in is."""
    placed = _placed(row)
    said = dict.fromkeys(one for one in members_of(row.document) if one in users)
    stay = [one for one in said if not _at_work(users[one]) or _place_id(users[one]) in placed]
    return stay + [one for one, user in users.items() if _place_id(user) in placed and one not in said]


def follow_group(actor: Actor, row: ScimResource, document: Document) -> None:
    """Let the team be called, and have in it, what the document says; `row` is saved by the caller.

    A name given here since stays, until the directory has another one.
    """
    name = str(document["displayName"])
    if row.team is None:
        row.team = _team(actor, name)
    elif row.document.get("displayName") != name:
        row.team = rename_team(actor=actor, team_id=row.team.id, name=name)
    users = users_of(row.practice_id)
    strange = [one for one in members_of(document) if one not in users]
    if strange:
        raise Unfit(
            "A member is not a user of this directory here. Send users as members, and send them first."
        )
    placed, wanted = _placed(row), _places(users, members_of(document))
    before = _places(users, members_now(row, users)) if row.document else set()
    _move(actor, row.team, wanted - placed, before - wanted)


def forget_group(actor: Actor, row: ScimResource) -> None:
    """The team is archived, unless there is something that somebody has to take over, whom no directory chooses."""
    if row.team is None or row.team.archived_at is not None:
        return
    held = held_by_team(actor=actor, team_id=row.team.id)
    heirs = [team for team in teams_of(actor.practice_id) if team.id != row.team.id]
    if held or is_counted_on(row.team) or not heirs:
        raise Conflict(
            f"The team has {held} conversations, or somebody has named it to take over from them. "
            "An administrator here archives it and says who takes over."
        )
    users = users_of(row.practice_id)
    _move(actor, row.team, set(), _places(users, members_now(row, users)))
    archive_team(actor=actor, team_id=row.team.id, heir_id=heirs[0].id)


def _team(actor: Actor, name: str) -> Team:
    """The one of that name, brought back if it was archived, or a new one."""
    called = " ".join(name.split())
    team = Team.objects.of(actor.practice_id).filter(name__iexact=called).first()
    if team is None:
        return make_team(actor=actor, name=name)
    if ScimResource.objects.of(actor.practice_id).filter(team=team, gone_at=None).exists():
        raise Taken("Another group of the directory stands for the team of this name.")
    return restore_team(actor=actor, team_id=team.id) if team.archived_at else team


def _move(actor: Actor, team: Team, joining: set[UUID], leaving: set[UUID]) -> None:
    change_places(
        actor=actor,
        joining=[(one, team.id) for one in sorted(joining)],
        leaving=[(one, team.id) for one in sorted(leaving)],
    )


def _places(users: Users, ids: Iterable[str]) -> set[UUID]:
    """Of those at work."""
    places = (place_of(users[one]) for one in ids if _at_work(users[one]))
    return {place.id for place in places if place is not None}


def _placed(row: ScimResource) -> set[UUID]:
    if row.team_id is None:
        return set()
    rows = TeamMembership.objects.of(row.practice_id).filter(team_id=row.team_id)
    return set(rows.values_list("membership_id", flat=True))


def _at_work(user: ScimResource) -> bool:
    place = place_of(user)
    return place is not None and place.state == ACTIVE


def _place_id(user: ScimResource) -> UUID | None:
    place = place_of(user)
    return place.id if place is not None else None
