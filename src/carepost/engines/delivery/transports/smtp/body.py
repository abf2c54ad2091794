"""The last gate before the wire: what may go, and the bytes that stand for it (RFC 5321 4.5.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carepost.engines.delivery.transports.port import Parcel

_CHUNK = 64 * 1024
_ADDRESS = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")


def fault(parcel: Parcel) -> str | None:
    """Say why this parcel must never go on the wire, or None."""
    if parcel.mail_from and not _ADDRESS.fullmatch(parcel.mail_from):
        return "The sender's address cannot be written in SMTP."
    if not all(_ADDRESS.fullmatch(a) for a in (parcel.rcpt, parcel.loopback_rcpt) if a is not None):
        return "A recipient's address cannot be written in SMTP."
    return _line_end_fault(parcel.raw)


def _line_end_fault(raw: bytes) -> str | None:
    # Equal counts mean that no CR and no LF stands alone: a lone one is how one message is smuggled inside
    # another.
    if not raw.count(b"\r\n") == raw.count(b"\r") == raw.count(b"\n"):
        return "The message has a line end that is not CR LF."
    return "The message has a NUL in it." if b"\0" in raw else None


def complete(raw: bytes) -> bytes:
    """The message with its last line ended, which SMTP needs and cannot undo at the other side."""
    return raw if not raw or raw.endswith(b"\r\n") else raw + b"\r\n"


def stuffed(raw: bytes) -> Iterator[memoryview]:
    """The bytes for the wire, but for the final dot, in pieces: a line's leading dot is doubled."""
    whole = raw.replace(b"\r\n.", b"\r\n..")
    if raw.startswith(b"."):
        whole = b"." + whole
    view = memoryview(whole)
    for start in range(0, len(view), _CHUNK):
        yield view[start : start + _CHUNK]
