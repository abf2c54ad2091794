"""Trying the way in: connect, verify, sign in, list the folders, leave. Nothing is read or marked."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import datetime

from imapclient.exceptions import IMAPClientError

from carepost.engines.intake.sources.imap.connection import connected
from carepost.engines.intake.sources.imap.folders import readable
from carepost.engines.intake.sources.imap.settings import ImapSettings
from carepost.ground.kernel import Unavailable
from carepost.ground.tls import ends_at


@dataclass(frozen=True, slots=True)
class Seen:
    folders: int
    certificate_ends: datetime | None


def probe(settings: ImapSettings) -> Seen:
    """Raises Unavailable with what is wrong, in words."""
    try:
        with connected(settings) as client:
            sock = client.socket()
            ends = ends_at(sock) if isinstance(sock, ssl.SSLSocket) else None
            return Seen(len(readable(client)), ends)
    except (IMAPClientError, OSError) as lost:
        raise Unavailable(f"{settings.host} let us in, but does not list its folders.") from lost
