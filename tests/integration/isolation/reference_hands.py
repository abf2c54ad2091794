"""What people hold, and how it changes hands: the part of the model for conversations, files and hand-overs."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.integration.isolation.acts import CONFLICT, DONE, NOT_FOUND, REFUSED, Act, Place


@dataclass
class Handed:
    """The last hand-over of a practice: whose things, whether the file moved with them, whether it was undone."""

    giver: int
    with_file: bool
    undone: bool = False


@dataclass
class Hands:
    """`holder` has the last file held, `assigned` the conversation; both by practice, to a person."""

    places: dict[tuple[int, str], Place] = field(default_factory=dict)
    archived: set[str] = field(default_factory=set)
    holder: dict[str, int] = field(default_factory=dict)
    handed: dict[str, Handed] = field(default_factory=dict)
    assigned: dict[str, int] = field(default_factory=dict)
    absent: dict[str, int] = field(default_factory=dict)

    def _to_team(self, act: Act, of: str) -> str:
        return NOT_FOUND if act.second != act.at else REFUSED if of in self.archived else DONE

    def assign(self, act: Act, of: str) -> str:
        if act.second != act.at:
            return NOT_FOUND
        taker = self.places.get((act.whom, of))
        if act.whom >= 0 and taker is None:
            return NOT_FOUND
        if of in self.archived if act.whom < 0 else taker[1] != "active":  # type: ignore[index]
            return REFUSED
        self._goes_to(of, act.whom)
        return DONE

    def _goes_to(self, of: str, whom: int) -> None:
        """A person, or below 0 a team."""
        self.assigned.pop(of, None)
        self.assigned |= {of: whom} if whom >= 0 else {}

    def reopen(self, act: Act, of: str) -> str:
        self._somebody_came(of)
        return DONE

    def _somebody_came(self, of: str) -> None:
        """What comes to somebody who is not at work goes to a team instead."""
        if of in self.assigned and self.places[self.assigned[of], of][1] != "active":
            del self.assigned[of]

    def hold_file(self, act: Act, of: str) -> str:
        self.holder[act.at] = act.person
        self._other_file(act.at)
        return DONE

    def held_files(self, act: Act, of: str) -> str:
        return DONE if self.holder.get(of) == act.person else NOT_FOUND

    def let_go(self, act: Act, of: str) -> str:
        if self.holder.get(act.at) == act.person:
            del self.holder[act.at]
            self._other_file(act.at)
        return DONE

    def _holds(self, act: Act, of: str) -> bool:
        return act.whom in (self.holder.get(of), self.assigned.get(of))

    def _other_file(self, of: str) -> None:
        if of in self.handed:
            self.handed[of].with_file = False

    def what_is_held(self, act: Act, of: str) -> str:
        return DONE if (act.whom, of) in self.places else NOT_FOUND

    def hand_over(self, act: Act, of: str) -> str:
        """To a team; a file, which only a person can have, goes to whoever hands over."""
        if (act.whom, of) not in self.places:
            return NOT_FOUND
        return self._handed(act, of, act.whom)

    def hand_over_own(self, act: Act, of: str) -> str:
        return self._handed(act, of, act.person)

    def _handed(self, act: Act, of: str, giver: int) -> str:
        said = self._to_team(act, of)
        if said == DONE:
            with_file = self.holder.get(of) == giver
            self.handed[of] = Handed(giver, with_file)
            self.holder |= {of: act.person} if with_file else {}
            if self.assigned.get(of) == giver:
                del self.assigned[of]
        return said

    def undo_hand_over(self, act: Act, of: str) -> str:
        handed = self.handed.get(of)
        if handed is None:
            return NOT_FOUND
        if handed.undone:
            return CONFLICT
        if self.places[handed.giver, of][1] == "left":
            return REFUSED
        handed.undone = True
        self.holder |= {of: handed.giver} if handed.with_file else {}
        return DONE

    def undo_own_hand_over(self, act: Act, of: str) -> str:
        handed = self.handed.get(of)
        return self.undo_hand_over(act, of) if handed and handed.giver == act.person else NOT_FOUND

    # Times away, all of them to come: the last one of each practice is the one that is ended.

    def set_absence(self, act: Act, of: str) -> str:
        return NOT_FOUND if (act.whom, of) not in self.places else self._absent(act, of, act.whom)

    def set_own_absence(self, act: Act, of: str) -> str:
        return self._absent(act, of, act.person)

    def _absent(self, act: Act, of: str, who: int) -> str:
        said = self._to_team(act, of)
        self.absent |= {of: who} if said == DONE else {}
        return said

    def end_absence(self, act: Act, of: str) -> str:
        """Once: a second end comes too late."""
        if of not in self.absent:
            return NOT_FOUND
        ended, self.absent[of] = self.absent[of] < 0, -1
        return CONFLICT if ended else DONE

    def end_own_absence(self, act: Act, of: str) -> str:
        return self.end_absence(act, of) if self.absent.get(of) == act.person else NOT_FOUND
