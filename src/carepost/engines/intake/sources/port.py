"""What every way in hands over. An accept callback that returns promises: stored and committed.

What the callback raises is the answer to the far end: `Unavailable` (try me later), `Refused` (never).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far one folder has been read.

    `missed` are uids at or below `last_uid` that accept failed on; they are tried again at each fetch, last
    of all.
    """

    uidvalidity: int
    last_uid: int
    missed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message of a mailbox, byte for byte. `source_key` is "imap:<folder>:<uidvalidity>:<uid>"."""

    source_key: str
    raw: bytes = field(repr=False)
    folder: str
    junk: bool
    internal_date: datetime | None
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A message left on the server because of its size (octets as the server counts them)."""

    source_key: str
    folder: str
    size: int
    limit: int


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A message accept raised on. `final`: it was `Refused` and is passed over; else it is tried again."""

    source_key: str
    folder: str
    error: Exception
    final: bool


@dataclass(frozen=True, slots=True)
class FolderNotRead:
    """A folder the server lists but does not open for us; the others were read."""

    folder: str
    reason: str


Trouble = TooLarge | NotTaken | FolderNotRead


@dataclass(frozen=True, slots=True)
class Delivered:
    """One message handed to our listener, byte for byte.

    `bare_line_ends`: a CR or LF stood alone in it; kept as it came.
    """

    raw: bytes = field(repr=False)
    mail_from: str
    rcpt_to: tuple[str, ...]
    bare_line_ends: bool = False


AcceptFetched = Callable[[Fetched], None]
AcceptDelivered = Callable[[Delivered], None]
OnTrouble = Callable[[Trouble], None]
OnCursor = Callable[[str, Cursor], None]
