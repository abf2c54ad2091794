"""Running real mail servers in a test's own folder: as root, without systemd, ended by the pid we started."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

NEEDED = ("/usr/sbin/postfix", "/usr/sbin/dovecot", "/usr/bin/doveadm")


def require_servers() -> None:
    """Skip where Postfix and Dovecot are not, but fail in CI: there they must be."""
    missing = [program for program in NEEDED if not Path(program).exists()]
    reason = (
        f"needs root and {', '.join(missing) or 'its mail servers'} (postfix, dovecot-imapd, dovecot-lmtpd)"
    )
    if missing or os.geteuid() != 0:
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def until(look: Callable[[], T], seconds: float = 30.0, what: str = "it") -> T:
    """Look again and again until something true is seen, and give that."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        if time.monotonic() > deadline:
            pytest.fail(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.05)
    return seen


def listening(port: int) -> bool:
    """Does somebody answer on this port?"""
    with socket.socket() as sock:
        sock.settimeout(1)
        return sock.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder the servers' own users may enter (pytest's are root's alone); a short path, for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="wire-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(command: list[str], log: Path, ports: list[int]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in the foreground until the end of the block; ready when all its ports answer."""
    # A session of its own, because Postfix's master ends its children by process group.
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    try:
        until(lambda: process.poll() is not None or all(map(listening, ports)), what=command[0])
        if process.poll() is not None:
            pytest.fail(f"{command[0]} ended at once: {log.read_text()[-2000:]}")
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
