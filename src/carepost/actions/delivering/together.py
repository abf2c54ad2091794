"""Work of several threads done in one go, by whichever of them comes first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Wish = TypeVar("Wish")


@dataclass(slots=True, eq=False)
class _Asked(Generic[Wish]):
    wish: Wish
    done: bool = False
    trouble: BaseException | None = None


class Together(Generic[Wish]):
    """Each `ask` returns when its wish has been done. What is asked while others are at it is done with the next.

    What `do` raises is raised for everybody whose wish it was doing.
    """

    def __init__(self, do: Callable[[Sequence[Wish]], None]) -> None:
        self._do = do
        self._turn = threading.Lock()
        self._changing = threading.Lock()
        self._waiting: list[_Asked[Wish]] = []

    def ask(self, wish: Wish) -> None:
        mine = _Asked(wish)
        with self._changing:
            self._waiting.append(mine)
        with self._turn:
            if not mine.done:
                self._do_all()
        if mine.trouble is not None:
            raise mine.trouble

    def _do_all(self) -> None:
        with self._changing:
            now, self._waiting = self._waiting, []
        for asked in now:
            asked.done = True
        try:
            self._do([asked.wish for asked in now])
        except BaseException as error:
            for asked in now:
                asked.trouble = error
            raise
