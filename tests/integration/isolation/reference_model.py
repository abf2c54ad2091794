"""Who may do what, said a second time, in as few words as it takes: the verbs themselves are held against it.

Written from what was promised, not from the code. A place is (role, state); a practice is "riverside" or "millbrook".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from carepost.ground.kernel import Role
from tests.integration.isolation.acts import (
    CONFLICT,
    DONE,
    NOT_FOUND,
    NOT_PERMITTED,
    REFUSED,
    TURNED_AWAY,
    Act,
    Place,
)
from tests.integration.isolation.doing_details import Changes
from tests.integration.isolation.doing_reviewing import AccessReviewed
from tests.integration.isolation.doing_sharing import SignsOfSharing
from tests.integration.isolation.reference_hands import Hands
from tests.integration.isolation.reference_table import (
    EVERYBODY,
    LOOKS,
    OWN,
    WITH_A_RULE,
)
from tests.integration.isolation.reference_teams import Teams
from tests.integration.isolation.reference_way_back import WaysBack

ANSWERS_GO_SOMEWHERE = {"writing.send.send_message", "writing.send.send_reply"}
"""a team of one's own practice, which is looked at before what is written about: its lock comes first"""


@dataclass
class Model(Hands, Teams, SignsOfSharing, Changes, WaysBack, AccessReviewed):
    """What is known of each practice: who has which place, and what state its things are in."""

    unwritable: set[str] = field(default_factory=set)
    waits: dict[str, str] = field(default_factory=lambda: {"riverside": "waiting", "millbrook": "waiting"})
    unsettled: set[str] = field(default_factory=lambda: {"riverside", "millbrook"})
    replied: set[str] = field(default_factory=set)
    placed: dict[str, dict[int, int]] = field(
        default_factory=lambda: {"riverside": {0: 1}, "millbrook": {0: 1}}
    )
    settled: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    attested: set[tuple[int, str]] = field(default_factory=set)
    invited: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)

    def says(self, act: Act, system_only: bool, looked_up: Place | None) -> str:
        """What becomes of it; the model then knows it was done. `looked_up` is the place when they came in."""
        now = self.places.get((act.person, act.at))
        if looked_up is None or looked_up[1] != "active":
            return TURNED_AWAY
        if act.verb not in LOOKS and (now is None or now[1] != "active"):
            return TURNED_AWAY
        role = looked_up[0] if act.verb in LOOKS or now is None else now[0]
        if system_only or role not in WITH_A_RULE.get(act.verb, EVERYBODY):
            return NOT_PERMITTED
        if act.verb in ANSWERS_GO_SOMEWHERE and self._to_team(act, act.at) == REFUSED:
            return REFUSED
        if act.verb not in OWN and act.of != act.at:
            return NOT_FOUND
        of, verb = act.of, act.verb.rpartition(".")[2]
        return getattr(self, verb, self._simply)(act, of)

    def _simply(self, act: Act, of: str) -> str:
        return DONE

    def patient_to_write_about(self, act: Act, of: str) -> str:
        return REFUSED if of in self.unwritable else DONE

    def send_message(self, act: Act, of: str) -> str:
        said = self._sent(act, of)
        return REFUSED if said == DONE and of in self.unwritable else said

    def send_reply(self, act: Act, of: str) -> str:
        sent = self._sent(act, of)
        self.replied |= {of} if sent == DONE else set()
        return sent

    def _sent(self, act: Act, of: str) -> str:
        """Nothing with a log-in that was found to be shared."""
        said = self._to_team(act, of)
        return REFUSED if said == DONE and (act.person, act.at) in self.stopped else said

    def mark_done(self, act: Act, of: str) -> str:
        return REFUSED if of in self.unsettled else DONE

    def decide_send(self, act: Act, of: str) -> str:
        if of not in self.unsettled:
            return CONFLICT
        self.unsettled.discard(of)
        return DONE

    def _moves(self, of: str, source: str, target: str) -> str:
        if self.waits[of] != source:
            return CONFLICT
        self.waits[of] = target
        return DONE

    def confirm_conversation(self, act: Act, of: str) -> str:
        if self.waits[of] == "waiting" and act.second != act.at:
            return NOT_FOUND
        if self.waits[of] == "waiting":
            self._somebody_came(of)
        return self._moves(of, "waiting", "in the conversation")

    def confirm_patient(self, act: Act, of: str) -> str:
        if self.waits[of] == "waiting" and act.second != act.at:
            return NOT_FOUND
        return self._moves(of, "waiting", "in its own")

    def settle_arrival(self, act: Act, of: str) -> str:
        return self._moves(of, "waiting", "settled")

    def undo_settling(self, act: Act, of: str) -> str:
        return self._moves(of, "settled", "waiting")

    def undo_match(self, act: Act, of: str) -> str:
        if self.waits[of] == "in the conversation" and of in self.replied:
            return REFUSED
        return self._moves(of, self.waits[of] if self.waits[of].startswith("in ") else "in one", "waiting")

    def place_pieces(self, act: Act, of: str) -> str:
        placed = self.placed[of]
        if len(placed) == 2 or act.piece in placed:
            return CONFLICT
        if act.second != act.at:
            return NOT_FOUND
        placed[act.piece] = max(placed.values(), default=0) + 1
        return DONE

    def take_back(self, act: Act, of: str) -> str:
        placed = self.placed[of]
        if act.piece not in placed:
            return CONFLICT
        del placed[act.piece]
        return DONE

    # People: `whom` at `of`. One administrator of each practice is not among the people of the model.

    def approve(self, act: Act, of: str) -> str:
        if (said := self._of_whom(act, of, {"awaiting"})) != DONE:
            return said
        if (act.whom, of) not in self.attested:
            return REFUSED
        return self._now(act, of, Role.MEMBER, "active")

    def refuse(self, act: Act, of: str) -> str:
        return self._goes(act, of, {"awaiting"}, "left")

    def ask(self, act: Act, of: str) -> str:
        return self._of_whom(act, of, {"awaiting"})

    def attest(self, act: Act, of: str) -> str:
        if (act.whom, of) not in self.places:
            return NOT_FOUND
        if act.whom == act.person:
            return REFUSED
        self.attested.add((act.whom, of))
        return DONE

    def take_away(self, act: Act, of: str) -> str:
        """Nobody in the model has set up a second step, so there is nothing to take."""
        if (act.whom, of) not in self.places:
            return NOT_FOUND
        return REFUSED if act.whom == act.person else CONFLICT

    def suspend(self, act: Act, of: str) -> str:
        if act.whom == act.person:
            return REFUSED
        return self._goes(act, of, {"active"}, "suspended")

    def restore(self, act: Act, of: str) -> str:
        if act.whom == act.person:
            return REFUSED
        return self._goes(act, of, {"suspended"}, "active")

    def leave(self, act: Act, of: str) -> str:
        """Not while they hold something: a conversation, or a file of one."""
        if self._goes(act, of, {"awaiting", "active", "suspended"}, None) == DONE and self._holds(act, of):
            return REFUSED
        return self._goes(act, of, {"awaiting", "active", "suspended"}, "left")

    def sign_out_everywhere(self, act: Act, of: str) -> str:
        return self._of_whom(act, of, {"active"})

    def evidence_for(self, act: Act, of: str) -> str:
        return DONE if (act.whom, of) in self.places else NOT_FOUND

    def change_role(self, act: Act, of: str) -> str:
        """To a plain member."""
        if (said := self._of_whom(act, of, {"active"})) != DONE:
            return said
        if self._would_be_too_few(act, of):
            return REFUSED
        return self._now(act, of, Role.MEMBER, "active")

    def invite(self, act: Act, of: str) -> str:
        """The same address each time."""
        if act.at in self.invited:
            return CONFLICT
        self.invited.add(act.at)
        return DONE

    def invite_again(self, act: Act, of: str) -> str:
        return CONFLICT if of in self.withdrawn else DONE

    def withdraw(self, act: Act, of: str) -> str:
        said = self.invite_again(act, of)
        self.withdrawn.add(of)
        return said

    def _goes(self, act: Act, of: str, states: set[str], to: str | None) -> str:
        if (said := self._of_whom(act, of, states)) != DONE:
            return said
        if to != "active" and self._would_be_too_few(act, of):
            return REFUSED
        return DONE if to is None else self._now(act, of, self.places[act.whom, of][0], to)

    def _of_whom(self, act: Act, of: str, states: set[str]) -> str:
        place = self.places.get((act.whom, of))
        return NOT_FOUND if place is None else DONE if place[1] in states else CONFLICT

    def _now(self, act: Act, of: str, role: Role, state: str) -> str:
        self.places[act.whom, of] = (role, state)
        return DONE

    def _would_be_too_few(self, act: Act, of: str) -> bool:
        running = (Role.ADMINISTRATOR, "active")
        others = [who for who, place in self.places.items() if place == running and who != (act.whom, of)]
        stay = 1 + sum(at == of for _, at in others)
        return self.places[act.whom, of] == running and stay < 2
