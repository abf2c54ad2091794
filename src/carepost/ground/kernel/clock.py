"""The time, in one place, so that a test or the demo can say what it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_said: ContextVar[datetime | None] = ContextVar("carepost_clock", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _said.get() or datetime.now(UTC)


def today() -> date:
    """The day it is where the practices are."""
    return now().astimezone(LONDON).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` for this thread or task; ValueError if it has no time zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs its time zone")
    token = _said.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _said.reset(token)
