"""A place on a path where a process is killed. The product has no hooks: its functions are wrapped, in the child."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

from tests.faults.storms.forks import die
from tests.faults.storms.numbers import chance, number


def always(*_: Any) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """Killed before or after a call of `place` ("module:name" or "module:Class.name") whose arguments fit."""

    name: str
    place: str
    when: Literal["before", "after"] = "after"
    fits: Callable[..., bool] = always
    first: Callable[..., object] | None = None
    """what is still done before the end, with the call's arguments"""
    may_spare: bool = True
    """whether each letter comes by here, so that an earlier one on the same line can be let pass"""

    def arm(self, spare: int = 0) -> None:
        """Lay the trap in this process, which must be a child; the first `spare` to come here pass."""
        owner, name = _found(self.place)
        original, passed = getattr(owner, name), iter(range(spare))

        def doomed(*args: Any, **kwargs: Any) -> Any:
            fatal = self.fits(*args) and next(passed, None) is None
            if fatal and self.when == "before":
                self._end(args)
            result = original(*args, **kwargs)
            if fatal:
                self._end(args)
            return result

        setattr(owner, name, doomed)

    def _end(self, args: tuple[Any, ...]) -> None:
        if self.first is not None:
            self.first(*args)
        die()


def wrap(place: str, around: Callable[..., Any]) -> None:
    """Replace `place` in this process, which must be a child, by `around(original, *args)`."""
    owner, name = _found(place)
    original = getattr(owner, name)
    setattr(owner, name, lambda *args, **kwargs: around(original, *args, **kwargs))


LEAST = 20
"""kills at each step, however few are asked for in all"""
SHARES = {"out": 0.45, "in": 0.45, "ledger": 0.1}


def plan(steps: list[Step], kills: int) -> list[Step]:
    """Which step each kill strikes, in turn: at least so many in all, in whole rounds."""
    return steps * -(-kills // len(steps))


def storm_plan(steps: list[Step], path: str) -> list[Step]:
    """The share of this path in CAREPOST_KILLS (500 in CI), no step struck less than LEAST times, in any order."""
    kills = math.ceil(number("KILLS", 500) * SHARES[path])
    struck = plan(steps, max(kills, LEAST * len(steps)))
    chance(path).shuffle(struck)
    return struck


def _found(place: str) -> tuple[Any, str]:
    module, _, path = place.partition(":")
    owner: Any = import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    return owner, name
