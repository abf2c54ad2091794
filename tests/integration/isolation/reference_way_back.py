"""What the model says of the way back: each practice has one that waits for its second person."""

from __future__ import annotations

from dataclasses import dataclass, field

from carepost.ground.kernel import Role
from tests.integration.isolation.acts import CONFLICT, DONE, NOT_FOUND, REFUSED, Act, Place

LOOK = "people.way_back.look_at_way_back"
WITH_A_RULE = dict.fromkeys(
    ("people.way_back.keep_way_back", "people.way_back.stop_way_back"), frozenset({Role.ADMINISTRATOR})
)


@dataclass
class WaysBack:
    """One administrator of each practice is at work all the time, so that there is no way round them."""

    places: dict[tuple[int, str], Place] = field(default_factory=dict)
    stopped_ways: set[str] = field(default_factory=set)

    def ask_for_way_back(self, act: Act, of: str) -> str:
        return REFUSED if (act.whom, of) in self.places else NOT_FOUND

    def confirm_way_back(self, act: Act, of: str) -> str:
        return CONFLICT if of in self.stopped_ways else REFUSED

    def keep_way_back(self, act: Act, of: str) -> str:
        return CONFLICT

    def stop_way_back(self, act: Act, of: str) -> str:
        said = CONFLICT if of in self.stopped_ways else DONE
        self.stopped_ways.add(of)
        return said
