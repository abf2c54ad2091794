"""One child process and its pipes, with a deadline on everything said through them."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
import weakref
from typing import Any

from carepost.ground.mailkit import frames

_START_SECONDS = 30.0  # a loaded machine may take its time; it is not the message's fault
_PATIENCE = 4  # seconds that may pass for each second of a processor
_CHUNK = 1 << 20


class Hung(Exception):
    """The child did not answer in time."""


class Died(Exception):
    """The child is gone, or talks nonsense."""


class NotStarted(Exception):
    """The child could not be started."""


class Process:
    """A running child; after Hung or Died it is of no further use, and to be killed."""

    def __init__(self, *, memory: int) -> None:
        module = "carepost.ground.mailkit.child_main"
        # Isolated (-I) and without our environment, which may hold secrets.
        command = [sys.executable, "-I", "-m", module, str(memory), str(os.getpid())]
        try:
            self._popen = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"LC_ALL": "C.UTF-8"},
                cwd="/",
            )
        except OSError as trouble:
            raise NotStarted from trouble
        self._end = weakref.finalize(self, _end, self._popen)
        assert self._popen.stdin is not None  # noqa: S101
        assert self._popen.stdout is not None  # noqa: S101
        self._in, self._out = self._popen.stdin.fileno(), self._popen.stdout.fileno()
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)
        try:
            self.dropped = bool(self._answer(time.monotonic() + _START_SECONDS)[0].get("dropped"))
        except (Hung, Died) as trouble:
            self.kill()
            raise NotStarted from trouble

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def ended(self) -> bool:
        return self._popen.poll() is not None

    def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Its answer, for which it may use so many seconds of a processor; Hung or Died.

        A machine with much to do lets it wait for its seconds; after some patience it is Hung all the same.
        """
        deadline = time.monotonic() + seconds * _PATIENCE
        for piece in frames.pack({**head, "seconds": seconds}, body):
            self._write(piece, deadline)
        return self._answer(deadline)

    def kill(self) -> None:
        """End it and wait for its end."""
        self._end()

    def disown(self) -> None:
        """After a fork: it is another process's child, and all we may do is close our copies of its pipes."""
        self._end.detach()
        _close_pipes(self._popen)
        # Else Popen would wait for it, and warn.
        self._popen.returncode = 0

    def _write(self, piece: bytes, deadline: float) -> None:
        left = memoryview(piece)
        while left:
            self._wait(self._in, select.POLLOUT, deadline)
            try:
                left = left[os.write(self._in, left[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError as gone:
                raise Died from gone

    def _answer(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        try:
            return frames.unpack(lambda size: self._read(size, deadline))
        except ValueError as nonsense:
            raise Died from nonsense

    def _read(self, size: int, deadline: float) -> bytes:
        octets = bytearray()
        while len(octets) < size:
            self._wait(self._out, select.POLLIN, deadline)
            try:
                chunk = os.read(self._out, min(_CHUNK, size - len(octets)))
            except BlockingIOError:
                continue
            if not chunk:
                raise self._end_of_it()
            octets += chunk
        return bytes(octets)

    def _end_of_it(self) -> Hung | Died:
        """Why it is gone: SIGPROF is what ends it when its seconds are used up."""
        try:
            return Hung() if self._popen.wait(5) == -signal.SIGPROF else Died()
        except subprocess.TimeoutExpired:
            return Died()

    def _wait(self, pipe: int, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(pipe, event)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise Hung


def _end(popen: subprocess.Popen[bytes]) -> None:
    popen.kill()
    popen.wait()
    _close_pipes(popen)


def _close_pipes(popen: subprocess.Popen[bytes]) -> None:
    for pipe in (popen.stdin, popen.stdout):
        if pipe:
            pipe.close()
