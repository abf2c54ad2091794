"""The model's part for teams, wishes for them, and moving off shared log-ins."""

from __future__ import annotations

from dataclasses import dataclass, field

from carepost.ground.kernel import Role
from tests.integration.isolation.acts import CONFLICT, DONE, NOT_FOUND, REFUSED, Act, Place

BOTH = ("riverside", "millbrook")
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
WITH_A_RULE = {
    f"{room}.{verb}": ADMINISTRATORS
    for room, verbs in {
        "teams.making": "make_team rename_team",
        "teams.filling": "change_places places_by_role",
        "teams.archiving": "held_by_team archive_team restore_team",
        "teams.asking": "grant_team refuse_team",
        "transitions.beginning": "begin_elsewhere begin_here give_to_team",
        "transitions.ending": "set_closing_date undo_transition",
        "transitions.inviting": "invite_off",
        "transitions.look": "list_transitions progress_of",
        "record.look": "read_story_of_transition",
    }.items()
    for verb in verbs.split()
}
LOOKS = {
    "teams.look.teams_by_people", "teams.asking.requests_for_teams", "teams.filling.places_by_role",
    "teams.archiving.held_by_team", "transitions.look.list_transitions", "transitions.look.progress_of",
    "record.look.read_story_of_transition",
}  # fmt: skip
OWN = {
    "teams.look.teams_by_people", "teams.asking.requests_for_teams", "teams.asking.ask_for_team",
    "teams.filling.places_by_role", "teams.making.make_team", "transitions.look.list_transitions",
    "transitions.beginning.begin_elsewhere",
}  # fmt: skip


@dataclass
class Teams:
    """Of each practice: is its team of secretaries archived, its wish answered, its first move off a log-in open?"""

    places: dict[tuple[int, str], Place] = field(default_factory=dict)
    archived: set[str] = field(default_factory=set)
    given_up: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=lambda: set(BOTH))
    moving: set[str] = field(default_factory=lambda: set(BOTH))
    stopped: set[tuple[int, str]] = field(default_factory=set)

    def change_places(self, act: Act, of: str) -> str:
        place = self.places.get((act.whom, of))
        if place is None or act.second != act.at:
            return NOT_FOUND
        return REFUSED if place[1] != "active" or of in self.archived else DONE

    def archive_team(self, act: Act, of: str) -> str:
        return self._once(self.given_up, of, there=False)

    def restore_team(self, act: Act, of: str) -> str:
        return self._once(self.given_up, of, there=True)

    def grant_team(self, act: Act, of: str) -> str:
        return self._once(self.asked, of, there=True)

    refuse_team = grant_team

    def undo_transition(self, act: Act, of: str) -> str:
        return self._once(self.moving, of, there=True)

    def set_closing_date(self, act: Act, of: str) -> str:
        return DONE if of in self.moving else CONFLICT

    def invite_off(self, act: Act, of: str) -> str:
        return DONE if of in self.moving else CONFLICT

    def give_to_team(self, act: Act, of: str) -> str:
        if of not in self.moving:
            return CONFLICT
        return NOT_FOUND if act.second != act.at else REFUSED if of in self.archived else DONE

    def begin_here(self, act: Act, of: str) -> str:
        place, who = self.places.get((act.whom, of)), (act.whom, of)
        if place is None or place[1] != "active":
            return NOT_FOUND if place is None else CONFLICT
        if act.whom == act.person:
            return REFUSED
        return self._once(self.stopped, who, there=False)

    def _once(self, those: set, one: object, *, there: bool) -> str:  # type: ignore[type-arg]
        """It changes sides, or was there already."""
        if (one in those) is not there:
            return CONFLICT
        (those.discard if there else those.add)(one)
        return DONE
