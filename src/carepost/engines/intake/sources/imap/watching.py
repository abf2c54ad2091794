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
    # What came before the folder was open would never be told of.
    on_change()
    while not stop.is_set():
        changed = wait(client, stop, renew)
        changed = _tells_of_mail(client.noop()[1]) or changed
        if changed and not stop.is_set():
            on_change()


def _idle(client: IMAPClient, stop: threading.Event, renew: float) -> bool:
    client.idle()
    changed = _heard(client, stop, time.monotonic() + renew)
    return _tells_of_mail(client.idle_done()[1]) or changed


def _heard(client: IMAPClient, stop: threading.Event, until: float) -> bool:
    while not stop.is_set() and time.monotonic() < until:
        began = time.monotonic()
        said = client.idle_check(timeout=_GLANCE)
        if _tells_of_mail(said):
            return True
        if not said and time.monotonic() - began < _GLANCE / 2:
            # Woken for nothing. IMAPClient says no more when the line is dead; the NOOP after this will.
            return False
    return False


def _sleep(client: IMAPClient, stop: threading.Event, renew: float) -> bool:
    stop.wait(min(renew, 60.0))
    return False


def _tells_of_mail(responses: Iterable[Any]) -> bool:  # Any: the library's tuples have as many shapes as IMAP
    return any(isinstance(one, tuple) and b"EXISTS" in one[1:2] for one in responses)
