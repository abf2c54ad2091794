"""Time for reading attachments: what takes too long is given up, and the message is read without it.

Processor time, so that a machine with much to do reads no less.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from carepost.ground.mailkit import limits, reading
from carepost.ground.mailkit.leaf import Leaf
from carepost.ground.mailkit.reading import Words


# Not an Exception: the libraries that are interrupted catch those, and would go on.
class TimeIsUp(BaseException):
    """The time for this attachment is over."""


class TimedReader:
    """Reads the attachments of one message within the time and text allowed for all; main thread only."""

    def __init__(self) -> None:
        self._until = time.process_time() + limits.ALL_ATTACHMENT_SECONDS
        self._characters = limits.ALL_ATTACHMENT_TEXT

    def __call__(self, described: Leaf, data: bytes) -> Words:
        seconds = min(limits.ATTACHMENT_SECONDS, self._until - time.process_time())
        if seconds <= 0 or self._characters <= 0:
            return reading.unread(described, data)
        try:
            with _alarm(seconds):
                text, state = reading.words(described, data)
        except TimeIsUp:
            return reading.unread(described, data)
        kept = text[: self._characters] if text is not None else None
        self._characters -= len(kept or "")
        return kept, state


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    signal.signal(signal.SIGVTALRM, _raise)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _raise(number: int, frame: object) -> None:
    raise TimeIsUp
