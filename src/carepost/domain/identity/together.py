"""Two sittings of one person at work at the same time, again and again: what tells a shared log-in from two devices.

A person with a telephone and a computer acts on one after the other. Two people with one log-in act on both within
seconds, minute after minute. The first thing done in each minute of the clock is looked at, so that a sitting is
written to once a minute at most, and two that are always busy are looked at together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from carepost.domain.identity.models import Sitting
from carepost.ground.kernel import clock

WITHIN = timedelta(seconds=10)
LOOKED_BACK = 60
"""minutes"""
ENOUGH, ENOUGH_ON_ONE_NETWORK = 5, 10
"""Minutes within the hour. On one network it may be one person with two browsers side by side."""


@dataclass(frozen=True, slots=True)
class Together:
    """Enough of it to be told: `older` began before `newer`."""

    older: Sitting
    newer: Sitting
    minutes: int
    networks: int


def act(sitting: Sitting, network: str) -> Together | None:
    """Somebody did something here. `network` is a keyed hash; nothing is written twice in a minute of the clock."""
    now = clock.now()
    if sitting.acted_at is not None and _minute(sitting.acted_at) == _minute(now):
        return None
    other = _other(sitting, now)
    minutes = [one for one in sitting.together if one > _minute(now) - LOOKED_BACK]
    minutes += [_minute(now)] if other else []
    networks = 2 if other and other.network != network else 1
    enough = other is not None and len(minutes) >= (ENOUGH if networks == 2 else ENOUGH_ON_ONE_NETWORK)
    _write(sitting, network, now, [] if enough else minutes)
    if other is None or not enough:
        return None
    older, newer = sorted((sitting, other), key=lambda one: (one.began_at, one.id))
    return Together(older, newer, len(minutes), networks)


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // 60)


def _other(sitting: Sitting, now: datetime) -> Sitting | None:
    """Another sitting of theirs, open, in which something was done a moment ago."""
    open_ones = Sitting.objects.filter(person_id=sitting.person_id, ended_at=None, locked_at=None)
    return open_ones.filter(acted_at__gte=now - WITHIN).exclude(id=sitting.id).order_by("-acted_at").first()


def _write(sitting: Sitting, network: str, now: datetime, minutes: list[int]) -> None:
    sitting.acted_at, sitting.network, sitting.together = now, network, minutes
    Sitting.objects.filter(id=sitting.id).update(acted_at=now, network=network, together=minutes)
