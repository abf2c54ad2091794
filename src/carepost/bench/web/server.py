"""Processes of the web: the server as it is run, the bare one beside it, and who asks them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from carepost.ground.kernel import Unavailable

_SERVE = [sys.executable, "-m", "carepost", "serve", "--port"]
_BARE = [sys.executable, "-m", "carepost.bench.web.bare_server"]
START = 60.0
"""seconds"""


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int


@dataclass(frozen=True, slots=True)
class Answered:
    """`faults`: answers that were not 200."""

    answers: int
    seconds: float
    faults: int


@contextmanager
def serving(*, bare: bool = False) -> Iterator[Server]:
    """Up until the block ends; on one core, where the machine lets us say so."""
    port = _free_port()
    with subprocess.Popen([*(_BARE if bare else _SERVE), str(port)], preexec_fn=_on_one_core) as process:
        try:
            _wait_for(port, process)
            yield Server(port, process.pid)
        finally:
            process.terminate()


def load(port: int, path: str, cookie: str, *, clients: int, seconds: float) -> Answered:
    command = [sys.executable, "-m", "carepost.bench.web.load", str(port), path, cookie]
    done = subprocess.run(
        [*command, str(clients), str(seconds)], stdout=subprocess.PIPE, text=True, check=True
    )
    answers, taken, faults = done.stdout.split()
    return Answered(int(answers), float(taken), int(faults))


def _on_one_core() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise Unavailable("The server did not start; the reason stands above.")
