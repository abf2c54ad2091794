"""Storing a notice, in the transaction of what it tells of. A worker sends it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from carepost.actions.wakeups import notices_wait
from carepost.engines.notices import queue
from carepost.engines.notices.models import Notice
from carepost.engines.notices.words import Words
from carepost.ground.kernel import EmailAddress, PhoneNumber, clock

A_DAY = timedelta(days=1)


def tell(*, to: EmailAddress, subject: str, text: str, good_for: timedelta = A_DAY) -> UUID:
    """A mail; the id of the notice. `good_for`: after that it is not worth sending any more."""
    return _put(Notice.Channel.MAIL, Words(to=str(to), subject=subject, text=text), good_for)


def text(*, to: PhoneNumber, words: str, good_for: timedelta = A_DAY) -> UUID:
    """A text message; the id of the notice."""
    return _put(Notice.Channel.SMS, Words(to=str(to), text=words), good_for)


def is_lost(notice_id: UUID) -> bool:
    """It was given up: whoever waits for it has to be told."""
    return Notice.objects.filter(id=notice_id, state=Notice.State.FAILED).exists()


def _put(channel: Notice.Channel, words: Words, good_for: timedelta) -> UUID:
    notice = queue.put(channel, words, good_for)
    notices_wait(clock.now())
    return notice.id
