"""A disk that cannot keep what it took: an error of fsync, put in by the kernel, and nothing is answered for (F7)."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from carepost.ground.vault.files import UNFINISHED
from tests.faults.disk.small_disk import Disk
from tests.faults.storms.letter_box import LetterBox, Trap, listening
from tests.faults.storms.steps import wrap

pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-10")]

FAULTS = {"EIO": 5, "ENOSPC": 28}


def may_trace() -> bool:
    """strace is there and may look into a process that is not its own child."""
    return shutil.which("strace") is not None and os.geteuid() == 0


@contextmanager
def failing(pid: int, calls: str, error: str, log: Path) -> Iterator[None]:
    """While in here, these calls of this process fail so."""
    fault = ["-e", f"trace={calls}", "-e", f"inject={calls}:error={error}"]
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", str(log), *fault, "-p", str(pid)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 20
    while "TracerPid:\t0" in Path(f"/proc/{pid}/status").read_text():
        assert tracer.poll() is None, "strace ended at once"
        assert time.monotonic() < until, "strace does not begin"
        time.sleep(0.01)
    try:
        yield
    finally:
        tracer.terminate()  # it lets go of the process, which goes on
        tracer.wait(20)


class Broken(Trap):
    """Where no process may be traced: our own call of fsync fails, in the listener, for its first letter."""

    def __init__(self, error: str) -> None:
        self.error = FAULTS[error]

    def arm(self) -> None:
        first = iter(range(2))

        def fsync(real, descriptor):
            if next(first, None) is not None:
                raise OSError(self.error, os.strerror(self.error))
            return real(descriptor)

        wrap("carepost.ground.vault.files:os.fsync", fsync)


@pytest.mark.parametrize("error", FAULTS)
def test_a_letter_that_did_not_reach_the_disk_is_not_answered_for(
    box: LetterBox, disk: Disk, tmp_path: Path, error: str
) -> None:
    raw = box.letter()
    with listening(None if may_trace() else Broken(error)) as (pid, port):
        if may_trace():
            with failing(pid, "fsync,fdatasync", error, tmp_path / "calls"):
                answer = box.answer(port, raw)
            assert "INJECTED" in (tmp_path / "calls").read_text()
        else:
            answer = box.answer(port, raw)
        stored = box.arrivals()
        after = box.answer(port, raw)
    box.read()

    assert (answer, stored) == (451, [])
    assert after == 250
    assert box.wrongs() == []
    assert list(disk.folder.rglob(UNFINISHED + "*")) == []


class Careless:
    """A mutant: what the disk says of its trouble is not listened to."""

    def arm(self) -> None:
        wrap("carepost.ground.vault.files:os.fsync", lambda _fsync, _descriptor: None)


def test_a_listener_that_does_not_ask_the_disk_is_found_out(box: LetterBox, tmp_path: Path) -> None:
    with listening(Careless()) as (pid, port):
        if may_trace():
            with failing(pid, "fsync,fdatasync", "EIO", tmp_path / "calls"):
                answer = box.answer(port, box.letter())
            assert "INJECTED" not in (tmp_path / "calls").read_text()
        else:
            answer = box.answer(port, box.letter())

    assert answer == 250, "and so the test above would have failed"
