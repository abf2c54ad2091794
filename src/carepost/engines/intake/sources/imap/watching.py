"""Waiting for mail to come (RFC 2177)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from imapclient import IMAPClient

_GLANCE = 1.0  # seconds between two looks at `stop`


def watch(client: IMAPClient, stop: threading.Event, on_change: Callable[[], None], renew: float) -> None:
    """See `ImapSource.idle`. Raises IMAPClientError or OSError when the line goes."""
    client.select_folder("INBOX", readonly=True)
    wait = _idle if client.has_capability("IDLE") else _sleep
    while not stop.is_set():
        # Also when nothing was said: what came before the folder was open, and what comes to other folders,
        # such as Junk, is never told of.
        on_change()
        wait(client, stop, renew)
        client.noop()


def _idle(client: IMAPClient, stop: threading.Event, renew: float) -> None:
    client.idle()
    _hear(client, stop, time.monotonic() + renew)
    client.idle_done()


def _hear(client: IMAPClient, stop: threading.Event, until: float) -> None:
    """Wait for word of new mail, but not longer than told."""
    while not stop.is_set() and time.monotonic() < until:
        began = time.monotonic()
        said = client.idle_check(timeout=_GLANCE)
        if _tells_of_mail(said):
            return
        if not said and time.monotonic() - began < _GLANCE / 2:
            # Woken for nothing. IMAPClient says no more when the line is dead; the NOOP after this will.
            return


def _sleep(_client: IMAPClient, stop: threading.Event, renew: float) -> None:
    stop.wait(min(renew, 60.0))


def _tells_of_mail(responses: Iterable[Any]) -> bool:  # Any: the library's tuples have as many shapes as IMAP
    return any(isinstance(one, tuple) and b"EXISTS" in one[1:2] for one in responses)
