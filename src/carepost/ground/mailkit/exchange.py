"""The two headers by which Exchange and Outlook group a conversation; References are not enough."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carepost.ground.mailkit.compose import OutgoingMail

_PREFIX = re.compile(r"\s*(?:re|fw|fwd|aw|sv|tr)\s*(?:\[\d+\])?:\s*", re.IGNORECASE)
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # of FILETIME, which counts 100 ns


def topic(subject: str) -> str:
    """The subject without its Re: and Fwd:."""
    while found := _PREFIX.match(subject):
        subject = subject[found.end() :]
    return subject.strip()


def grouping(mail: OutgoingMail) -> tuple[tuple[str, str], ...]:
    """Thread-Topic and Thread-Index, unless the mail brings its own, as an answer to Exchange does."""
    given = {name.lower() for name, _ in mail.headers}
    ours = (("Thread-Topic", topic(mail.subject)), ("Thread-Index", _index(mail)))
    return tuple((name, value) for name, value in ours if value and name.lower() not in given)


def _index(mail: OutgoingMail) -> str:
    """The 22 octets of a conversation ([MS-OXOMSG] 2.2.1.3), and 5 more in an answer."""
    root = next(iter(mail.references), None) or mail.in_reply_to or mail.message_id
    ticks = int((mail.date - _EPOCH).total_seconds()) * 10_000_000
    start = ticks.to_bytes(8)[:6]
    group = hashlib.sha256(root.encode("utf-8", "replace")).digest()[:16]
    own = hashlib.sha256(mail.message_id.encode("utf-8", "replace")).digest()[:5]
    return base64.b64encode(start + group + (b"" if root == mail.message_id else own)).decode("ascii")
