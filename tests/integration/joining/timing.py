"""Telling by the clock: paired timings of two kinds of request, and what can be concluded from them.

Each pair is taken one right after the other, in random order, so that whatever slows the machine slows both. Of the
differences the median counts, with its confidence interval by order statistics: nothing is assumed about how times
are spread. The answer is SAME only if the whole interval is within LIMIT of nothing, TOLD only if all of it is beyond.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from enum import Enum

LIMIT = 0.0025
"""seconds: half of the least leak that has to be found"""
Z = 2.58
"""99 % confidence"""


class Verdict(Enum):
    SAME = "same"
    TOLD = "told"
    UNCLEAR = "unclear"


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Of the median."""
    ordered, n = sorted(differences), len(differences)
    reach = Z * math.sqrt(n) / 2
    low, high = math.floor(n / 2 - reach), math.ceil(n / 2 + reach)
    return ordered[max(0, low)], ordered[min(n - 1, high)]


def verdict(differences: Sequence[float]) -> Verdict:
    low, high = interval(differences)
    if low > -LIMIT and high < LIMIT:
        return Verdict.SAME
    return Verdict.TOLD if low > LIMIT or high < -LIMIT else Verdict.UNCLEAR


def compare(
    known: Callable[[], object], unknown: Callable[[], object], pairs: int, rounds: int = 20
) -> Verdict:
    """Where it stays unclear, because the machine is busy, more pairs are taken, up to `rounds` times as many."""
    differences: list[float] = []
    for _ in range(rounds):
        differences += [_difference(known, unknown) for _ in range(pairs)]
        if (found := verdict(differences)) is not Verdict.UNCLEAR:
            return found
    return Verdict.UNCLEAR


def _difference(known: Callable[[], object], unknown: Callable[[], object]) -> float:
    """Seconds by which the first took longer."""
    if random.random() < 0.5:
        first = _seconds(known)
        return first - _seconds(unknown)
    second = _seconds(unknown)
    return _seconds(known) - second


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
