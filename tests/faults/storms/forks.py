"""Forks of the warmed-up test process: a cold start takes twenty times as long."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress

from django.db import connections

PATIENCE = 120.0
"""seconds for one child"""


def start(work: Callable[[], object]) -> int:
    """Fork a child that does this and nothing else, on database connections of its own; its process id."""
    # Closed here and not in the child, which would say goodbye on the parent's line.
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 on: the test runner has a thread
        pid = os.fork()
    if pid == 0:
        _be_the_child(work)
    return pid


def was_killed(pid: int) -> bool:
    """Wait for a child: True if a SIGKILL ended it, False if it came to its end; else AssertionError."""
    until = time.monotonic() + PATIENCE
    while (ended := os.waitpid(pid, os.WNOHANG))[0] == 0:
        if time.monotonic() > until:
            kill(pid)
            raise AssertionError("a child hung")
        time.sleep(0.002)
    code = os.waitstatus_to_exitcode(ended[1])
    assert code in {0, -signal.SIGKILL}, f"a child ended with {code}; its words are above"
    return code != 0


def dies(work: Callable[[], object]) -> bool:
    """Run this in a child; whether it was killed at it."""
    return was_killed(start(work))


def survives(work: Callable[[], object]) -> None:
    assert not dies(work), "killed, where nobody meant to"


def kill(pid: int) -> None:
    """End a child that would not end by itself."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def end(pid: int) -> None:
    """Kill a child and collect it, unless both have been done."""
    with suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0] == 0:
            kill(pid)


class HeldOpen:
    """The lines of a child that is killed, kept open beyond its end: the database does not notice it yet."""

    def __init__(self) -> None:
        self._held, self._end = os.pipe()

    def hold(self) -> None:
        """In the child: a process of its own keeps what is open, until `let_go`."""
        if os.fork() == 0:
            os.close(self._end)
            os.read(self._held, 1)
            os._exit(0)

    def let_go(self) -> None:
        os.close(self._end)
        os.close(self._held)


def die() -> None:
    """No handler, no flush, no goodbye."""
    os.kill(os.getpid(), signal.SIGKILL)


def _be_the_child(work: Callable[[], object]) -> None:
    code = 70
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        # Never back into the test runner.
        os._exit(code)
