"""Sending what waits, channel by channel. No transaction is open while we talk."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from carepost.engines.notices import queue
from carepost.engines.notices.channels.port import Channel, NotSent
from carepost.engines.notices.models import Notice
from carepost.engines.notices.words import opened

log = structlog.get_logger()


def send_notices(channels: Mapping[Notice.Channel, Channel]) -> None:
    """Until nothing is due, or a channel has trouble: then the other's turn, and the sweeper comes again."""
    for kind, channel in channels.items():
        while (notice := queue.claim_next(kind)) is not None:
            if not _send(notice, channel):
                break


def _send(notice: Notice, channel: Channel) -> bool:
    """False where the channel itself is in trouble."""
    try:
        channel.send(opened(notice.id, bytes(notice.sealed)))
    except NotSent as trouble:
        queue.not_sent(notice, trouble.fault, again=trouble.again)
        log.warning("notice.not_sent", job=str(notice.id), kind=notice.channel)
        return not trouble.again
    queue.sent(notice)
    return True
