"""The pulse of a process in the background: written to the database and told to systemd while all its parts move."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.db import Error, close_old_connections

from carepost.actions.watching.pulses import end_pulse, tell_pulse
from carepost.ground.kernel import clock

log = structlog.get_logger()

EVERY = 5.0
"""seconds between pulses"""
STILL_AFTER = 60.0
"""seconds after which a part that has not moved counts as standing still"""

counted: Counter[str] = Counter()
"""what this process counts from its start, by the names of doors.web.watching.names"""

Tell = Callable[[str], None]
Ask = Callable[[], dict[str, float]]


@dataclass(slots=True)
class Pulse:
    """`tell` speaks to systemd; `ask` gives figures that have to be looked up, and may raise database errors."""

    process: str
    tell: Tell
    ask: Ask = dict
    _moved: dict[str, float] = field(default_factory=dict)
    _started_at: datetime = field(default_factory=clock.now)

    def moved(self, part: str) -> None:
        """Called by each part of the process at each of its rounds."""
        self._moved[part] = time.monotonic()

    def still(self) -> list[str]:
        """The parts that have stood still for too long."""
        now = time.monotonic()
        return [part for part, at in self._moved.items() if now - at > STILL_AFTER]

    def run(self, stop: threading.Event) -> None:
        """Until told to stop. While a part stands still nothing is told, so that systemd starts us anew."""
        self.tell("READY=1")
        while not stop.is_set():
            self.beat()
            close_old_connections()
            stop.wait(EVERY)
        self.tell("STOPPING=1")
        self._end()

    def beat(self) -> None:
        if still := self.still():
            for part in still:
                log.error("process.stands_still", process=self.process, part=part)
            return
        self.tell("WATCHDOG=1")
        try:
            tell_pulse(self.process, self._started_at, dict(counted) | self.ask())
        except Error as trouble:
            log.warning("pulse.database_away", process=self.process, kind=type(trouble).__name__)

    def _end(self) -> None:
        try:
            end_pulse(self.process)
        except Error as trouble:
            log.warning("pulse.database_away", process=self.process, kind=type(trouble).__name__)
        close_old_connections()
