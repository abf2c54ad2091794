"""Opening the next letters while this one is placed: the parser has a process of its own, and it should not wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

from carepost.engines.intake.models import Arrival

AHEAD = 2
"""letters opened before their turn: more would only lie in memory"""

Opened = TypeVar("Opened")


@contextmanager
def opened_ahead(
    claimed: Sequence[Arrival], open_one: Callable[[Arrival], Opened]
) -> Iterator[Callable[[Arrival], Opened]]:
    """Gives a function to be asked for each letter in turn, which raises what opening it raised.

    A letter alone is opened when it is asked for, and nothing else meanwhile: it may be one that kills its reader.
    """
    if len(claimed) == 1:
        yield open_one
        return
    waiting, begun = iter(claimed), dict[UUID, Future[Opened]]()
    with ThreadPoolExecutor(1, thread_name_prefix="open") as pool:

        def opened(arrival: Arrival) -> Opened:
            while arrival.id not in begun or len(begun) <= AHEAD:
                following = next(waiting, None)
                if following is None:
                    break
                begun[following.id] = pool.submit(open_one, following)
            return begun.pop(arrival.id).result()

        try:
            yield opened
        finally:
            pool.shutdown(cancel_futures=True)
