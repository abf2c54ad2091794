"""The verbs about signs of a shared log-in, text messages and locking, and what the model says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carepost.domain.organisations.models import Practice, SharingSign
from carepost.ground.kernel import Actor, Role
from scripts.reference.verbs import Verb
from tests.integration.isolation.acts import CONFLICT, DONE, Act

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
LOOK, CHOOSE = "sharing.settling.look_at_signs", "sharing.settling.choose_what_happens"
EXPLAIN, MOVE = "sharing.settling.explain_sign", "sharing.settling.move_to_own_accounts"
END = "sharing.settling.end_older_sittings"
WHO_NEEDS, ALLOW = "people.texts_here.who_needs_texts", "people.texts_here.allow_texts"
LOCK = "people.locking_here.lock_after"
WITH_A_RULE = dict.fromkeys((LOOK, CHOOSE, EXPLAIN, MOVE, END, WHO_NEEDS, ALLOW, LOCK), ADMINISTRATORS)


class SignsOfSharing:
    """Each practice has one sign, which is settled once."""

    settled: set[str]

    def explain_sign(self, act: Act, of: str) -> str:
        said = CONFLICT if of in self.settled else DONE
        self.settled.add(of)
        return said

    def move_to_own_accounts(self, act: Act, of: str) -> str:
        return self.explain_sign(act, of)


def _of_the_sign(**more: object) -> Callable[..., object]:
    def do(verb: Verb, actor: Actor, of: Any, *_: object) -> object:
        with of.desk.acting():
            sign = SharingSign.objects.of(of.desk.id).get()
        return verb.function(actor=actor, sign_id=sign.id, **more)

    return do


SHARING: dict[str, Callable[..., object]] = {
    LOOK: lambda verb, actor, *_: verb.function(actor=actor),
    WHO_NEEDS: lambda verb, actor, *_: verb.function(actor=actor),
    ALLOW: lambda verb, actor, *_: verb.function(actor=actor, allowed=False),
    LOCK: lambda verb, actor, *_: verb.function(actor=actor, minutes=10),
    CHOOSE: lambda verb, actor, *_: verb.function(actor=actor, sharing=Practice.Sharing.TELL),
    EXPLAIN: _of_the_sign(answer="Made up."),
    MOVE: _of_the_sign(),
    END: _of_the_sign(),
}
