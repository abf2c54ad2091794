"""How notices are doing, for an operator: numbers and our own words, nothing of whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from carepost.engines.notices.models import Notice
from carepost.ground.kernel import clock

LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    waiting: int
    failed: int


def standing() -> Standing:
    """Of all channels: waiting now, and given up within a day."""
    lost = Notice.objects.filter(state=Notice.State.FAILED, ended_at__gt=clock.now() - LATELY)
    return Standing(waiting=Notice.objects.filter(state=Notice.State.QUEUED).count(), failed=lost.count())


def last_fault(channel: Notice.Channel) -> str:
    """The latest trouble of a channel within a day, or ""."""
    troubled = Notice.objects.filter(channel=channel, asked_at__gt=clock.now() - LATELY).exclude(fault="")
    latest = troubled.exclude(state=Notice.State.SENT).order_by("-asked_at").first()
    return latest.fault if latest else ""
