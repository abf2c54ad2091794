"""The verbs that decide about a change of details, called as the doors call them, and what the model says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carepost.ground.kernel import Actor, Role
from scripts.reference.verbs import Verb
from tests.integration.isolation.acts import CONFLICT, DONE, Act

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
LOOK = "details.look.changes_waiting"
APPROVE, REFUSE = "details.deciding.approve_change", "details.deciding.refuse_change"
WITH_A_RULE = dict.fromkeys((LOOK, APPROVE, REFUSE), ADMINISTRATORS)


class Changes:
    """In each practice one change waits, of somebody who is not among the people of the model."""

    decided: set[str]

    def refuse_change(self, act: Act, of: str) -> str:
        said = CONFLICT if of in self.decided else DONE
        self.decided.add(of)
        return said

    def approve_change(self, act: Act, of: str) -> str:
        return self.refuse_change(act, of)


def _of_the_change(**more: object) -> Callable[..., object]:
    def do(verb: Verb, actor: Actor, of: Any, *_: object) -> object:
        return verb.function(actor=actor, change_id=of.of.change.id, **more)

    return do


DETAILS: dict[str, Callable[..., object]] = {
    LOOK: lambda verb, actor, *_: verb.function(actor=actor),
    APPROVE: _of_the_change(),
    REFUSE: _of_the_change(reason="Made up."),
}
