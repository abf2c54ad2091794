"""Child processes that never outlive the stage: stopped in order at the end, and by the kernel if we are killed."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from carepost.ground.kernel import Unavailable

PR_SET_PDEATHSIG = 1
GRACE = 8.0
"""seconds to end in order before being killed"""
LAST_LINES = 8
"""of a log, where something went wrong"""

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(slots=True)
class Company:
    """The processes on stage, in the order they were started; each writes its log to a file of its own."""

    logs: Path
    environment: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *arguments: str) -> None:
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the stage, which then ends them one by one
                preexec_fn=_die_with_parent,
            )

    def run(self, name: str, *arguments: str) -> None:
        """A process that does one thing and ends. Raises Unavailable with the end of its log, and where that is."""
        self.start(name, *arguments)
        if self.running.pop(name).wait() != 0:
            raise Unavailable(
                f"The demo could not be set up ({name}). Its log, {self.logs / name}.log, ends:\n{self._end_of(name)}"
            )

    def _end_of(self, name: str) -> str:
        lines = (self.logs / f"{name}.log").read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(f"  {line}" for line in lines[-LAST_LINES:])

    def ended(self) -> str | None:
        """The name of a process that should run and does not."""
        return next((name for name, process in self.running.items() if process.poll() is not None), None)

    def stop(self, name: str) -> None:
        process = self.running.pop(name)
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def stop_all(self) -> None:
        """The last started first; all are asked before any is waited for."""
        for process in reversed(self.running.values()):
            process.terminate()
        until = time.monotonic() + GRACE
        while (
            self.running and time.monotonic() < until and any(p.poll() is None for p in self.running.values())
        ):
            time.sleep(0.05)
        for name in reversed(list(self.running)):
            self.stop(name)


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
