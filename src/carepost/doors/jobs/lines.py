"""Lines to submission servers, kept open between drains: one a mailbox, one user at a time."""

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

SETTINGS = ("submission_host", "submission_port", "username", "ca_file")


@dataclass(slots=True)
class _Line:
    settings: tuple[object, ...]
    transport: Transport
    in_use: threading.Lock = field(default_factory=threading.Lock)


_lines: dict[UUID, _Line] = {}
_making = threading.Lock()


@contextmanager
def line_of(mailbox: ServiceMailbox) -> Iterator[Transport]:
    """The kept line of this mailbox, made anew when its settings have changed."""
    line = _line(mailbox)
    with line.in_use:
        yield line.transport


def _line(mailbox: ServiceMailbox) -> _Line:
    settings = (*(getattr(mailbox, name) for name in SETTINGS), bytes(mailbox.sealed_password or b""))
    with _making:
        known = _lines.get(mailbox.id)
        if known is None or known.settings != settings:
            known = _lines[mailbox.id] = _Line(settings, way_out(mailbox, password_of(mailbox)))
        return known
