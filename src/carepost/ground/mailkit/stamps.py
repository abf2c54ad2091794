"""When servers took a mail, by their own clocks: the lines each puts on top of it (RFC 5321, 4.4)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

_HEADING = 64 * 1024
"""octets, more than servers take"""


def first_stamp(raw: bytes) -> datetime | None:
    """By the clock of the first server on its way; None where that says nothing. Only for mail of our own."""
    lines = BytesHeaderParser().parsebytes(raw[:_HEADING]).get_all("Received") or [""]
    try:
        moment = parsedate_to_datetime(str(lines[-1]).rpartition(";")[2].strip()[:200])
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
