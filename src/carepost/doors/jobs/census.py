"""The census: how much waits at each practice, counted a few practices at a time, so that a scrape counts none."""

from __future__ import annotations

import threading
from datetime import timedelta

import structlog
from django.db import Error, close_old_connections

from carepost.actions.watching.standings import count_standing, practices_to_count
from carepost.doors.jobs.pulse import Pulse

log = structlog.get_logger()

EVERY = 1.0
"""seconds between rounds"""
FRESH = timedelta(seconds=10)
"""a practice is counted this often where there are few; with thousands, in turn"""
AT_MOST = 50
"""practices a round: 6,300 take two minutes, and of the worker a tenth of a core (1.8 ms each, measured)"""


def census() -> int:
    """Count those whose turn it is; how many."""
    found = practices_to_count(FRESH, AT_MOST)
    for practice_id in found:
        count_standing(practice_id)
    return len(found)


def run(stop: threading.Event, pulse: Pulse) -> None:
    while not stop.wait(EVERY):
        try:
            census()
        except Error as trouble:
            log.error("census.database_away", kind=type(trouble).__name__)
        pulse.moved("census")
        close_old_connections()
