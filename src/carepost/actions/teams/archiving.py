"""A team that is no longer needed: what it has goes to another team first, so that nothing waits where nobody looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from carepost.actions.conversations.look import about
from carepost.actions.permissions import check_administrator
from carepost.actions.policies.letters import check_team_can_take
from carepost.domain.correspondence.models import Conversation, Happening
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Absence, Invitation, Membership, Team, Transition
from carepost.ground.kernel import Actor, Conflict, Refused, clock


def held_by_team(*, actor: Actor, team_id: UUID) -> int:
    """How many conversations the team has, or would have the answers of."""
    check_administrator(actor)
    return _held(actor.practice_id, Team.objects.one(actor.practice_id, team_id).id).count()


def is_counted_on(team: Team) -> bool:
    """Whether somebody has named the team to take over later, or while they are away."""
    return any(rows.exists() for rows, _ in _naming(team))


def archive_team(*, actor: Actor, team_id: UUID, heir_id: UUID) -> int:
    """Archive it and give all it has to the heir; how many conversations that were. Its people and name stay."""
    check_administrator(actor)
    team = Team.objects.one_for_update(actor.practice_id, team_id)
    heir = Team.objects.one_for_update(actor.practice_id, heir_id)
    if team.archived_at is not None:
        raise Conflict(f"{team.name} is archived already.")
    if heir == team:
        raise Refused("Choose another team to take over what this one has.")
    check_team_can_take(heir)

    held = list(_held(actor.practice_id, team.id).select_for_update())
    for conversation in held:
        _pass_on(actor, conversation, team, heir)
    _name_heir(team, heir)
    team.archived_at = clock.now()
    team.save(update_fields=["archived_at"])

    detail = {"name": team.name, "heir": heir.name, "conversations": len(held)}
    record(actor=actor, event=Event.TEAM_ARCHIVED, about={"team": team.id, "heir": heir.id}, detail=detail)
    return len(held)


def restore_team(*, actor: Actor, team_id: UUID) -> Team:
    """Bring it back, with the people it had; conversations stay with whoever has them now."""
    check_administrator(actor)
    team = Team.objects.one_for_update(actor.practice_id, team_id)
    if team.archived_at is None:
        raise Conflict(f"{team.name} is not archived.")

    team.archived_at = None
    team.save(update_fields=["archived_at"])

    record(actor=actor, event=Event.TEAM_RESTORED, about={"team": team.id}, detail={"name": team.name})
    return team


def _name_heir(team: Team, heir: Team) -> None:
    """Whoever named the team as the one to take over later, or while they are away, has named the heir."""
    for rows, column in _naming(team):
        rows.update(**{column: heir})


def _naming(team: Team) -> Iterator[tuple[QuerySet[Any], str]]:
    """Rows that name the team, and in which column."""
    practice_id = team.practice_id
    yield Absence.objects.of(practice_id).filter(team=team, ended_at=None), "team"
    yield Membership.objects.of(practice_id).filter(inheriting_team=team), "inheriting_team"
    yield Invitation.objects.of(practice_id).filter(inheriting_team=team), "inheriting_team"
    yield Transition.objects.of(practice_id).filter(team=team, state=Transition.State.OPEN), "team"


def _held(practice_id: UUID, team_id: UUID) -> QuerySet[Conversation]:
    has, has_answers = Q(assigned_team=team_id), Q(replies_to_team=team_id)
    return Conversation.objects.of(practice_id).filter(has | has_answers).order_by("id")


def _pass_on(actor: Actor, conversation: Conversation, team: Team, heir: Team) -> None:
    changes = {
        name: heir for name in ("assigned_team", "replies_to_team") if getattr(conversation, name) == team
    }
    conversation.changed(**changes)
    conversation.noted(Happening.Kind.ASSIGNED, by=actor.name, at=clock.now(), to=heir.name)
    record(
        actor=actor,
        event=Event.CONVERSATION_ASSIGNED,
        about=about(conversation) | {"team": heir.id},
        detail={"to": heir.name, "because": f"{team.name} was archived"},
    )
