"""Administrators make and rename teams; a name is had once in a practice, archived teams included."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.permissions import check_administrator
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Team
from carepost.ground.kernel import Actor, Refused

LONGEST = 100  # characters


def make_team(*, actor: Actor, name: str) -> Team:
    """A new team with nobody in it yet."""
    check_administrator(actor)
    fresh = _free_name(actor.practice_id, name)

    team = Team.objects.create(practice_id=actor.practice_id, name=fresh)

    record(actor=actor, event=Event.TEAM_CREATED, about={"team": team.id}, detail={"name": fresh})
    return team


def rename_team(*, actor: Actor, team_id: UUID, name: str) -> Team:
    """The same team, people and conversations under another name. The same name again changes nothing."""
    check_administrator(actor)
    team = Team.objects.one_for_update(actor.practice_id, team_id)
    before = team.name
    if name.strip() == before:
        return team
    team.name = _free_name(actor.practice_id, name, but=team)

    team.save(update_fields=["name"])

    words = {"before": before, "name": team.name}
    record(actor=actor, event=Event.TEAM_RENAMED, about={"team": team.id}, detail=words)
    return team


def _free_name(practice_id: UUID, wanted: str, but: Team | None = None) -> str:
    """Refused for none, one too long, or one that another team has, whatever its capitals."""
    name = " ".join(wanted.split())
    if not name:
        raise Refused("Give the team a name.")
    if len(name) > LONGEST:
        raise Refused(f"A team's name has at most {LONGEST} characters. Choose a shorter one.")
    taken = Team.objects.of(practice_id).filter(name__iexact=name).first()
    if taken is not None and taken != but:
        what = "is archived. Bring it back" if taken.archived_at else "is there already. Use that one"
        raise Refused(f"A team called {taken.name} {what}, or choose another name.")
    return name
