"""What is in a folder, without loading any of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from imapclient import IMAPClient

# imaplib takes no answer line over a million octets; this many uids always fit.
_WINDOW = 20_000


@dataclass(frozen=True, slots=True)
class Facts:
    """Size in octets, and when the server got it."""

    size: int
    internal_date: datetime | None


def newer(client: IMAPClient, exists: int, last_uid: int) -> list[int]:
    """Uids above `last_uid` in the open folder, ascending.

    Asked from the top down: a message that moves down meanwhile, because one below it was expunged, is then
    seen twice, and never not at all.
    """
    found: set[int] = set()
    top = exists
    while top > 0:
        bottom = max(1, top - _WINDOW + 1)
        found.update(client.search([f"{bottom}:{top}", "UID", f"{last_uid + 1}:*"]))
        top = bottom - 1
    # "n:*" always names the last message, also when its uid is below n (RFC 9051 9).
    return sorted(uid for uid in found if uid > last_uid)


def facts(client: IMAPClient, uids: list[int]) -> dict[int, Facts]:
    """Facts of those of these messages that are still there."""
    answers = client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
    return {
        uid: Facts(answer[b"RFC822.SIZE"], answer.get(b"INTERNALDATE"))
        for uid, answer in answers.items()
        if b"RFC822.SIZE" in answer
    }


def raw(client: IMAPClient, uid: int) -> bytes | None:
    """One message byte for byte, or None if it has gone. Not marked as read."""
    answer = client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {})
    body = answer.get(b"BODY[]")
    return body if isinstance(body, bytes) else None
