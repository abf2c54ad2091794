"""File locks that the kernel drops when their process dies, whatever killed it."""

from __future__ import annotations

import fcntl
import os
import time
import weakref
from contextlib import suppress
from pathlib import Path
from typing import IO

from carepost.ground.kernel import Unavailable


class FileLock:
    """A lock on a file, shared or alone.

    A lock belongs to the open file, which `fork` would hand to the child: the child could keep the database
    up long after its parent. So a forked child closes its copy at once and is no user of the database; one
    that needs the database for longer than its parent lives opens `starter.database` itself.
    """

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = open(path, "ab", opener=_private)  # noqa: SIM115 - closed by `close`
        _open_locks.add(self)

    @property
    def is_closed(self) -> bool:
        return self._file.closed

    def share(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def take(self, timeout: float) -> None:
        """Hold it alone. Raises Unavailable after `timeout` seconds."""
        end = time.monotonic() + timeout
        while not self.try_take():
            if time.monotonic() > end:
                raise Unavailable(
                    f"Another process has been starting the database for {timeout:.0f} seconds."
                )
            time.sleep(0.02)

    def try_take(self) -> bool:
        """True when nobody else holds it, and now we do alone."""
        with suppress(BlockingIOError):
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def release(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        self._file.close()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


_open_locks: weakref.WeakSet[FileLock] = weakref.WeakSet()


def _forget_in_child() -> None:
    for lock in list(_open_locks):
        lock.close()  # closing, not unlocking: unlocking would take the parent's lock as well


os.register_at_fork(after_in_child=_forget_in_child)
