"""Which processes live: each writes down every few seconds that it does, with the figures only it can count."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from carepost.domain.tenancy.figures import Pulse
from carepost.ground.kernel import clock

FORGOTTEN_AFTER = timedelta(days=1)
MISSED_AFTER = timedelta(seconds=60)
"""without a pulse for so long a process counts as gone"""


@dataclass(frozen=True, slots=True)
class Living:
    """A process as it last told of itself. `figures` are numbers by name."""

    process: str
    place: str
    started_at: datetime
    at: datetime
    figures: Mapping[str, float]

    @property
    def missed(self) -> bool:
        return clock.now() - self.at > MISSED_AFTER


def here() -> str:
    """This machine and this process."""
    return f"{os.uname().nodename}:{os.getpid()}"[:120]


def tell_pulse(process: str, started_at: datetime, figures: Mapping[str, float]) -> None:
    """Write down that this process lives, and clear away those silent for a day."""
    now = clock.now()
    told = {"started_at": started_at, "at": now, "figures": dict(figures)}
    Pulse.objects.update_or_create(process=process, place=here(), defaults=told)
    Pulse.objects.filter(at__lt=now - FORGOTTEN_AFTER).delete()


def end_pulse(process: str) -> None:
    """A process that ends in order is not missed."""
    Pulse.objects.filter(process=process, place=here()).delete()


def pulses() -> list[Living]:
    """Every process known, the latest heard of first."""
    rows = Pulse.objects.order_by("process", "-at")
    return [Living(row.process, row.place, row.started_at, row.at, row.figures) for row in rows]
