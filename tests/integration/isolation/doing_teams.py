"""How the verbs of teams and of moving off shared log-ins are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from carepost.domain.organisations.models import TeamRequest, Transition
from carepost.ground.kernel import Actor, EmailAddress, clock, new_id
from scripts.reference.verbs import Verb
from tests.integration.isolation.acts import Act
from tests.integration.isolation.things import Things

Take = Callable[[Things, Things, Act], object]


def _called(**given: Take) -> Callable[[Verb, Actor, Things, Things, Act], object]:
    def do(verb: Verb, actor: Actor, of: Things, second: Things, act: Act) -> object:
        return verb.function(actor=actor, **{name: take(of, second, act) for name, take in given.items()})

    return do


def _team(name: str) -> Take:
    return lambda of, second, act: of.desk.surgery.team(name).id


def _first(model: Any) -> Take:
    """The one that a practice is filled with."""

    def take(of: Things, second: Things, act: Act) -> UUID:
        with of.desk.acting():
            found: UUID = model.objects.of(of.desk.id).order_by("id").values_list("id", flat=True)[0]
            return found

    return take


def _is(value: object) -> Take:
    return lambda of, second, act: value


def _fresh_name(of: Things, second: Things, act: Act) -> str:
    return f"Team {new_id()}"


TRANSITION, WISH = _first(Transition), _first(TeamRequest)
DOING_TEAMS = {
    "teams.look.teams_by_people": _called(),
    "teams.making.make_team": _called(name=_fresh_name),
    "teams.making.rename_team": _called(team_id=_team("Prescribing"), name=_fresh_name),
    "teams.filling.change_places": _called(
        joining=lambda of, second, act: [(of.member(act.whom), second.team)]
    ),
    "teams.filling.places_by_role": _called(),
    "teams.archiving.held_by_team": _called(team_id=_team("Secretaries")),
    "teams.archiving.archive_team": _called(team_id=_team("Secretaries"), heir_id=_team("Admin")),
    "teams.archiving.restore_team": _called(team_id=_team("Secretaries")),
    "teams.asking.requests_for_teams": _called(),
    "teams.asking.ask_for_team": _called(name=_fresh_name),
    "teams.asking.grant_team": _called(request_id=WISH),
    "teams.asking.refuse_team": _called(request_id=WISH, answer=_is("Made up.")),
    "transitions.look.list_transitions": _called(),
    "transitions.look.progress_of": _called(transition_id=TRANSITION),
    "transitions.beginning.begin_elsewhere": _called(name=_is("The back office")),
    "transitions.beginning.begin_here": _called(membership_id=lambda of, second, act: of.member(act.whom)),
    "transitions.beginning.give_to_team": _called(
        transition_id=TRANSITION, team_id=lambda of, second, act: second.team
    ),
    "transitions.inviting.invite_off": _called(
        transition_id=TRANSITION,
        email=lambda of, second, act: EmailAddress.parse(f"pat.new{new_id().int % 10**9}@nhs.net"),
        given_name=_is("Pat"),
        family_name=_is("New"),
    ),
    "transitions.ending.set_closing_date": _called(
        transition_id=TRANSITION, closes_on=lambda of, second, act: clock.today() + timedelta(days=9)
    ),
    "transitions.ending.undo_transition": _called(transition_id=TRANSITION),
    "record.look.read_story_of_transition": _called(transition_id=TRANSITION),
}
