"""The sweeper: whatever was lost on the way (a job, a worker, a wake-up), what is due is found here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from uuid import UUID

import structlog
from django.db import Error, close_old_connections

from carepost.actions.wakeups import NOTICES, READ, SEND, wake
from carepost.domain.tenancy.models import Due, custodians_due
from carepost.doors.jobs import calendar, drains
from carepost.doors.jobs.pulse import Pulse, counted
from carepost.ground.kernel import CarepostError, clock

log = structlog.get_logger()

EVERY = 2.0
"""seconds between sweeps"""
TIDY_EVERY = 3600.0
"""seconds between clearing up"""

WORK: dict[Due.Work, Callable[[UUID], None]] = {
    Due.Work.SEND: lambda practice_id: wake(SEND, practice_id),
    Due.Work.READ: lambda practice_id: wake(READ, practice_id),
    Due.Work.SETTLE: drains.settle,
    Due.Work.NOTICES: lambda installation: wake(NOTICES, installation),
}


def sweep(pulse: Pulse) -> int:
    """Wake or do what is due, custodian by custodian; how many. One custodian's trouble is not the others'."""
    found = [(work, who) for work in WORK for who in custodians_due(work, clock.now())]
    for work, practice_id in found:
        pulse.moved("sweeper")
        try:
            WORK[work](practice_id)
        except (CarepostError, Error) as trouble:
            counted["sweeps_failed"] += 1
            log.error("sweep.failed", work=work.value, practice=str(practice_id), kind=type(trouble).__name__)
    return len(found)


def run(stop: threading.Event, pulse: Pulse) -> None:
    tidied = -TIDY_EVERY
    while not stop.wait(EVERY):
        pulse.moved("sweeper")
        try:
            sweep(pulse)
            if time.monotonic() - tidied > TIDY_EVERY:
                drains.tidy()
                calendar.turn_the_page()
                tidied = time.monotonic()
        except Error as trouble:
            log.error("sweep.database_away", kind=type(trouble).__name__)
        close_old_connections()
