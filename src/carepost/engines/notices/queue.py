"""What waits to be sent: put in, claimed, and what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Min

from carepost.domain.tenancy.context import acting_for
from carepost.engines.notices.models import Notice
from carepost.engines.notices.words import Words, sealed
from carepost.ground.kernel import clock, new_id

LEASE = timedelta(minutes=2)
"""longer than any channel's patience; after that somebody who claimed it must have died"""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
KEPT = timedelta(days=30)
"""how long it stays known that something was sent, or was not"""


def put(channel: Notice.Channel, words: Words, good_for: timedelta) -> Notice:
    now, notice_id = clock.now(), new_id()
    return Notice.objects.create(
        id=notice_id,
        channel=channel,
        sealed=sealed(notice_id, words),
        asked_at=now,
        next_try_at=now,
        good_until=now + good_for,
    )


def claim_next(channel: Notice.Channel) -> Notice | None:
    """The one to send now, counted as tried. Claimed for LEASE, so that a worker's death loses nothing.

    It may so be sent twice, which for a notice is better than not at all.
    """
    now = clock.now()
    with acting_for(None):
        due = Notice.objects.filter(channel=channel, state=Notice.State.QUEUED, next_try_at__lte=now)
        notice = due.select_for_update(skip_locked=True).order_by("next_try_at", "id").first()
        if notice is not None:
            notice.tries += 1
            notice.next_try_at = now + LEASE
            notice.save(update_fields=["tries", "next_try_at"])
    return notice


def sent(notice: Notice) -> None:
    _end(notice, Notice.State.SENT, "")


def not_sent(notice: Notice, fault: str, *, again: bool) -> None:
    """Later once more, unless trying is of no use (`again`) or the notice will have run out by then."""
    pause = min(FIRST_PAUSE * 2 ** min(notice.tries - 1, 10), LONGEST_PAUSE)
    at = clock.now() + pause
    if not again or at >= notice.good_until:
        _end(notice, Notice.State.FAILED, fault)
    else:
        Notice.objects.filter(id=notice.id).update(next_try_at=at, fault=fault)


def next_due() -> datetime | None:
    found: datetime | None = Notice.objects.filter(state=Notice.State.QUEUED).aggregate(
        at=Min("next_try_at")
    )["at"]
    return found


def forget_old() -> None:
    Notice.objects.filter(ended_at__lt=clock.now() - KEPT).delete()


def _end(notice: Notice, state: Notice.State, fault: str) -> None:
    Notice.objects.filter(id=notice.id).update(state=state, fault=fault, ended_at=clock.now(), sealed=b"")
