"""The verbs about who still needs access, called as the doors call them, and what the model says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carepost.actions.reviewing.listing import Exported
from carepost.domain.organisations.models import Profile
from carepost.ground.kernel import Actor, Role, clock
from scripts.reference.verbs import Verb
from tests.integration.isolation.acts import CONFLICT, DONE, NOT_FOUND, REFUSED, Act, Place
from tests.integration.people.conftest import SEEN

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
LOOK, COUNT = "reviewing.look.look_at_access", "reviewing.look.how_many_to_review"
KEEP, KEEP_AS_SEEN = "reviewing.deciding.keep_access", "reviewing.deciding.keep_access_as_seen"
LAST_DAY = "reviewing.deciding.set_last_day"
LOOK_AT_USERS, LAY_USERS = "reviewing.listing.look_at_users", "reviewing.listing.lay_users"
LOOKS = {LOOK, COUNT, LOOK_AT_USERS}
OWN = {*LOOKS, LAY_USERS}
WITH_A_RULE = dict.fromkeys((*OWN, KEEP, KEEP_AS_SEEN, LAST_DAY), ADMINISTRATORS)


class AccessReviewed:
    """Of colleagues at work, and only once somebody has seen their profile."""

    places: dict[tuple[int, str], Place]
    attested: set[tuple[int, str]]

    def keep_access(self, act: Act, of: str) -> str:
        said = self.set_last_day(act, of)
        return REFUSED if said == DONE and (act.whom, of) not in self.attested else said

    def keep_access_as_seen(self, act: Act, of: str) -> str:
        said = self.set_last_day(act, of)
        self.attested |= {(act.whom, of)} if said == DONE else set()
        return said

    def set_last_day(self, act: Act, of: str) -> str:
        place = self.places.get((act.whom, of))
        if place is None:
            return NOT_FOUND
        return REFUSED if act.whom == act.person else DONE if place[1] == "active" else CONFLICT


def _of_whom(**more: object) -> Callable[..., object]:
    def do(verb: Verb, actor: Actor, of: Any, second: Any, act: Act) -> object:
        return verb.function(actor=actor, membership_id=of.member(act.whom), **more)

    return do


def _keep(verb: Verb, actor: Actor, of: Any, second: Any, act: Act) -> object:
    return verb.function(actor=actor, membership_ids=[of.member(act.whom)])


def _with_a_list(verb: Verb, actor: Actor, of: Any, *_: object) -> object:
    """On it is whoever had a profile before anybody acted."""
    with of.desk.acting():
        first = Profile.objects.of(of.desk.id).select_related("membership__person").earliest("id")
    raw = f"user name,name\n{first.user_name},{first.membership.name}\n".encode()
    exported = Exported(raw=raw, system=Profile.System(first.system), on=clock.today())
    return verb.function(actor=actor, exported=exported)


REVIEWING: dict[str, Callable[..., object]] = {
    LOOK: lambda verb, actor, *_: verb.function(actor=actor),
    COUNT: lambda verb, actor, *_: verb.function(actor=actor),
    KEEP: _keep,
    KEEP_AS_SEEN: _of_whom(seen=SEEN),
    LAST_DAY: _of_whom(ends_on=None),
    LOOK_AT_USERS: _with_a_list,
    LAY_USERS: _with_a_list,
}
