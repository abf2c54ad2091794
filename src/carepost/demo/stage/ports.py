"""Ports for the demo: the one asked for if it is free, else another."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

from carepost.ground.kernel import Unavailable

HOST = "127.0.0.1"


def free(wanted: int = 0) -> int:
    """`wanted` if nobody listens there, else any free port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError:
            return free()
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    """Raises Unavailable, naming what was waited for."""
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            raise Unavailable(f"{what} did not come up within {seconds:.0f} seconds.")
        time.sleep(0.05)
