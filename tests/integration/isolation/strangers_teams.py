"""Teams and moves off shared log-ins, asked for by an administrator of another practice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from carepost.actions.record.look import read_story_of_transition
from carepost.actions.teams import archiving, asking, filling, making
from carepost.actions.transitions import beginning, ending, inviting, look
from carepost.ground.kernel import Actor, EmailAddress, Role, clock
from tests.integration.isolation.everything import Everything

Attempt = Callable[[Actor, Everything], object]


def _administrator(actor: Actor) -> Actor:
    return replace(actor, role=Role.ADMINISTRATOR)


def _team(verb: Callable[..., object], **more: object) -> Attempt:
    return lambda actor, of: verb(
        actor=_administrator(actor), team_id=of.conversation.assigned_team_id, **more
    )


def _wish(verb: Callable[..., object], **more: object) -> Attempt:
    return lambda actor, of: verb(actor=_administrator(actor), request_id=of.wish.id, **more)


def _move(verb: Callable[..., object], **more: object) -> Attempt:
    return lambda actor, of: verb(actor=_administrator(actor), transition_id=of.moving.id, **more)


ATTEMPTS_AT_TEAMS: dict[str, Attempt] = {
    "teams.making.rename_team": _team(making.rename_team, name="Mine"),
    "teams.archiving.held_by_team": _team(archiving.held_by_team),
    "teams.archiving.restore_team": _team(archiving.restore_team),
    "teams.archiving.archive_team": lambda actor, of: archiving.archive_team(
        actor=_administrator(actor),
        team_id=of.conversation.assigned_team_id,
        heir_id=of.conversation.assigned_team_id,
    ),
    "teams.filling.change_places": lambda actor, of: filling.change_places(
        actor=_administrator(actor), joining=[(of.sent.author_id, of.conversation.assigned_team_id)]
    ),
    "teams.asking.grant_team": _wish(asking.grant_team),
    "teams.asking.refuse_team": _wish(asking.refuse_team, answer="Made up."),
    "transitions.look.progress_of": _move(look.progress_of),
    "transitions.beginning.begin_here": lambda actor, of: beginning.begin_here(
        actor=_administrator(actor), membership_id=of.sent.author_id
    ),
    "transitions.beginning.give_to_team": _move(beginning.give_to_team),
    "transitions.inviting.invite_off": _move(
        inviting.invite_off,
        email=EmailAddress.parse("sam.new@nhs.net"),
        given_name="Sam",
        family_name="New",
    ),
    "transitions.ending.set_closing_date": _move(
        ending.set_closing_date, closes_on=clock.today() + timedelta(days=9)
    ),
    "transitions.ending.undo_transition": _move(ending.undo_transition),
    "record.look.read_story_of_transition": _move(read_story_of_transition),
}
