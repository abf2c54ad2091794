"""Lines to submission servers, kept open between drains: a few a mailbox, one user at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from carepost.actions.mailboxes.lines import password_of
from carepost.config.adaptors import way_out
from carepost.domain.organisations.models import ServiceMailbox
from carepost.engines.delivery.transports.port import Transport

LINES = 3
"""to one mailbox: more than this at once large services refuse; the second and third open only when many wait"""
SETTINGS = ("submission_host", "submission_port", "username", "ca_file")


@dataclass(slots=True)
class _Lines:
    settings: tuple[object, ...]
    transports: tuple[Transport, ...]
    in_use: threading.Lock = field(default_factory=threading.Lock)


_lines: dict[UUID, _Lines] = {}
_making = threading.Lock()


@contextmanager
def lines_of(mailbox: ServiceMailbox) -> Iterator[tuple[Transport, ...]]:
    """The kept lines of this mailbox, made anew when its settings have changed."""
    lines = _of(mailbox)
    with lines.in_use:
        yield lines.transports


def _of(mailbox: ServiceMailbox) -> _Lines:
    settings = (*(getattr(mailbox, name) for name in SETTINGS), bytes(mailbox.sealed_password or b""))
    with _making:
        known = _lines.get(mailbox.id)
        if known is None or known.settings != settings:
            password = password_of(mailbox)
            transports = tuple(way_out(mailbox, password) for _ in range(LINES))
            known = _lines[mailbox.id] = _Lines(settings, transports)
        return known
