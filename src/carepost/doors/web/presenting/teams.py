"""From teams and places to the matrix."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from carepost.actions.permissions import can_administer
from carepost.actions.teams.look import TeamsByPeople
from carepost.domain.organisations.models import Membership, Team, TeamRequest
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import Choice, FieldError, Link, PostAction
from carepost.doors.web.presenters.teams import (
    Asked,
    PersonRow,
    TeamColumn,
    TeamSettingsPage,
    TeamsPage,
    Tick,
)
from carepost.ground.kernel import Actor, clock

SUGGEST = "?by=role"


def teams_page(
    actor: Actor,
    found: TeamsByPeople,
    asked: Iterable[TeamRequest],
    *,
    suggested: frozenset[tuple[UUID, UUID]] = frozenset(),
    name: str = "",
    reason: str = "",
    errors: tuple[FieldError, ...] = (),
) -> TeamsPage:
    """With `suggested`, further places are ticked that nobody has saved yet."""
    decides = can_administer(actor)
    return TeamsPage(
        teams=tuple(_column(team, found, decides) for team in found.teams),
        people=tuple(_person(one, found, suggested) for one in found.people),
        ask_url=reverse("team-ask"),
        save_url=reverse("team-places") if decides else "",
        make_url=reverse("team-make") if decides else "",
        suggest=Link(label="Suggest teams from clinical roles", url=reverse("teams") + SUGGEST)
        if decides
        else None,
        suggested=len(suggested),
        asked=tuple(_asked(one, decides) for one in asked),
        archived=tuple((team.name, _restore(team)) for team in found.archived) if decides else (),
        name=name,
        reason=reason,
        errors=errors,
    )


def _column(team: Team, found: TeamsByPeople, decides: bool) -> TeamColumn:
    there = found.at_work(team)
    settings = Link(label=f"Settings of {team.name}", url=reverse("team-settings", args=[team.id]))
    return TeamColumn(
        name=team.name,
        cover=f"{there} at work" if there else "nobody at work",
        thin=not there,
        settings=settings if decides else None,
    )


def _person(member: Membership, found: TeamsByPeople, suggested: frozenset[tuple[UUID, UUID]]) -> PersonRow:
    ticks = (_tick(member, team, found, suggested) for team in found.teams)
    note = ", ".join(filter(None, [member.job_title, found.away.get(member.id)]))
    return PersonRow(name=member.name, note=note, ticks=tuple(ticks))


def _tick(
    member: Membership, team: Team, found: TeamsByPeople, suggested: frozenset[tuple[UUID, UUID]]
) -> Tick:
    place = (member.id, team.id)
    return Tick(
        value=f"{member.id}:{team.id}",
        label=f"{member.name} in {team.name}",
        ticked=place in found.places,
        suggested=place in suggested,
    )


def _asked(request: TeamRequest, decides: bool) -> Asked:
    when = formats.moment(request.decided_at or request.asked_at, now=clock.now())
    said = (
        f"asked for by {request.asked_by.name}, {when}"
        if decides
        else f"{request.get_state_display()}, {when}"
    )
    words = request.reason if decides else request.answer
    url = reverse("team-decide", args=[request.id])
    grant = PostAction(label="Make this team", url=url, fields=(("answer", "make"),))
    return Asked(
        id=str(request.id),
        name=request.name,
        said=f"{said}: {words}" if words else said,
        grant=grant if decides else None,
        refuse_url=url if decides else "",
    )


def _restore(team: Team) -> PostAction:
    return PostAction(label="Bring back", url=reverse("team-restore", args=[team.id]))


def settings_page(
    team_id: UUID,
    team: str,
    others: Iterable[Team],
    held: int,
    *,
    name: str,
    errors: tuple[FieldError, ...] = (),
) -> TeamSettingsPage:
    has = "1 conversation" if held == 1 else f"{held} conversations"
    return TeamSettingsPage(
        team=team,
        name=name,
        url=reverse("team-settings", args=[team_id]),
        archive_url=reverse("team-archive", args=[team_id]),
        held=f"It has {has}, or is to have their answers." if held else "It has no conversations.",
        heirs=tuple(Choice(value=str(one.id), label=one.name) for one in others if one.id != team_id),
        back=Link(label="Back to the teams", url=reverse("teams")),
        errors=errors,
    )
