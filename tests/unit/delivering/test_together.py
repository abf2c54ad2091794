"""Wishes of several threads granted in one go."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from carepost.actions.delivering.together import Together


class Slow:
    """Grants wishes, the first only when told to, so that the others meet behind it."""

    def __init__(self) -> None:
        self.rounds: list[list[str]] = []
        self.begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self, wishes: Sequence[str]) -> None:
        self.rounds.append(list(wishes))
        self.begun.set()
        assert self.may_end.wait(10)
        if "bad" in wishes:
            raise LookupError


def asked(slow: Slow, *later: str) -> list[BaseException | None]:
    """What came of one wish, and of those made while it was being granted."""
    together = Together(slow)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(together.ask, "first")
        assert slow.begun.wait(10)
        others = [pool.submit(together.ask, wish) for wish in later]
        while len(together._waiting) < len(later):
            threading.Event().wait(0.001)
        slow.may_end.set()
        return [one.exception(10) for one in (first, *others)]


def test_what_is_asked_meanwhile_is_done_in_one_go_and_once() -> None:
    slow = Slow()
    assert asked(slow, "second", "third", "fourth") == [None] * 4
    assert slow.rounds[0] == ["first"]
    assert sorted(slow.rounds[1]) == ["fourth", "second", "third"]
    assert len(slow.rounds) == 2


def test_trouble_is_told_to_those_it_concerns_and_to_no_other() -> None:
    first, *others = asked(Slow(), "bad", "beside it")
    assert first is None
    assert [type(one) for one in others] == [LookupError, LookupError]


def test_one_alone_is_served_at_once_and_told_its_trouble() -> None:
    def fails(wishes: Sequence[str]) -> None:
        raise LookupError(*wishes)

    with pytest.raises(LookupError, match="mine"):
        Together(fails).ask("mine")
