"""What every way out offers: one parcel in, one of four outcomes back.

A transport never raises for what the far end did: that is an outcome. It raises only what `before_dot`
raised.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Submission:
    """Where mail is handed over, and as whom. `ca_file` None means the machine's own trust store.

    `timeout` is in seconds, for each single answer of the server; `final_timeout` for the answer to the whole
    message, where giving up early makes doubt (RFC 5321 4.5.3.2.6 asks for ten minutes). `implicit_tls` is
    port 465 (RFC 8314).
    """

    host: str
    port: int
    username: str
    password: str = field(repr=False)
    ca_file: Path | None = None
    timeout: float = 60.0
    implicit_tls: bool = False
    final_timeout: float = 600.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """One envelope with one recipient. `loopback_rcpt`, our own address, gets a copy if the server will."""

    mail_from: str
    rcpt: str
    loopback_rcpt: str | None
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was seen of the line the mail went over, after its certificate was verified for `host`."""

    tls_version: str
    cipher: str
    certificate_sha256: str
    host: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server has taken responsibility. `loopback`: it took the copy for ourselves too."""

    code: int
    text: str
    proof: Proof
    loopback: bool


@dataclass(frozen=True, slots=True)
class Temporary:
    """The mail is certainly not taken; trying again later is safe. `code` None: no answer was had."""

    code: int | None
    text: str
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Permanent:
    """The mail is certainly not taken, and the same mail will not be. `code` None: refused by ourselves."""

    code: int | None
    text: str
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The line was lost when the final dot may have been read: never try again without looking first."""

    text: str
    proof: Proof


Outcome = Accepted | Temporary | Permanent | Uncertain


class Transport(Protocol):
    """A way out. One object is used by one thread at a time."""

    def deliver(self, parcel: Parcel, before_dot: Callable[[Proof], None]) -> Outcome:
        """Hand over one parcel.

        `before_dot` is called at most once, when all but the final dot is on the wire. When it returns,
        "final dot pending" must be committed. If it raises, the line is dropped without the dot and the
        exception goes on.
        """
        ...

    def close(self) -> None:
        """Drop the kept line, if any."""
        ...
