"""Which mailbox, and how to get in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """One mailbox. With `token` sign-in is by XOAUTH2, else by password. There is no way without verified
    TLS.

    `token` is asked at each connection, so it may renew. `timeout` is seconds for one answer; a message of
    more than `size_limit` octets stays on the server and is reported. `starttls` is port 143; else TLS from
    the start.
    """

    host: str
    username: str
    password: str | None = field(default=None, repr=False)
    token: Callable[[], str] | None = field(default=None, repr=False)
    port: int = 993
    starttls: bool = False
    ca_file: Path | None = None
    timeout: float = 60.0
    size_limit: int = 150_000_000
