"""Once a day, what killed writers left unfinished in the vault is cleared away; nobody reads it, but it takes room.

In a thread of its own: looking through a vault of millions of letters takes minutes, and the sweeper has none.
"""

from __future__ import annotations

import threading

import structlog

from carepost.domain.tenancy import services
from carepost.ground.kernel import CarepostError

log = structlog.get_logger()

EVERY = 24 * 3600.0
FIRST = 300.0
"""seconds; a start has other things to do"""


def run(stop: threading.Event, *, first: float = FIRST) -> None:
    pause = first
    while not stop.wait(pause):
        sweep()
        pause = EVERY


def sweep() -> int:
    """How many pieces were cleared away."""
    try:
        swept = services.vault().sweep()
    except CarepostError as trouble:
        log.error("vault.not_swept", kind=type(trouble).__name__)
        return 0
    log.info("vault.swept", count=swept)
    return swept
