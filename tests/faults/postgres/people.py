"""Users of this machine, and what they do to an instance's database."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg

from carepost.ground.postgres.server import Server

HOLDER = Path(__file__).with_name("holder.py")


@dataclass
class User:
    """Somebody with a folder of their own, who starts processes that use the database in it."""

    name: str
    folder: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)
    inside: str = ""

    @property
    def home(self) -> Path:
        return self.folder / self.inside / "instance"

    def move_far_away(self) -> None:
        """Into a folder whose path is too long for a socket."""
        self.inside = "long-" * 20
        (self.folder / self.inside).mkdir()
        self.let_in(self.folder / self.inside)

    def let_in(self, folder: Path) -> None:
        if os.geteuid() == 0:
            os.chown(folder, self.uid, -1)
        folder.chmod(0o711)

    @property
    def uid(self) -> int:
        return pwd.getpwnam(self.name).pw_uid

    def start(self, what: str = "use", *, wait: bool = True) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [interpreter(self.name), str(HOLDER), str(self.home), what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ["PATH"]},
            **become(self.name),
        )
        self.started.append(process)
        if wait:
            assert said(process) == "up"
        return process

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, check=False, capture_output=True, text=True, **become(self.name))

    def postmaster(self) -> int:
        return int((self.home / "pg/data/postmaster.pid").read_text().split()[0])

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(Server(self.home).superuser_conninfo(), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def go_home(self) -> None:
        """Nothing this user started stays behind, whatever the test did."""
        for process in self.started:
            process.kill()
            process.communicate()
        if (self.home / "pg/data/postmaster.pid").exists() and is_alive(self.postmaster()):
            leave(self.start())
        shutil.rmtree(self.folder)


def arrive(name: str) -> User:
    """A user with an empty folder; the folders above it are not theirs."""
    folder = Path(tempfile.mkdtemp(prefix="carepost-test-", dir="/tmp"))
    user = User(name, folder)
    user.let_in(folder)
    return user


def become(name: str) -> dict[str, object]:
    entry = pwd.getpwnam(name)
    if entry.pw_uid == os.geteuid():
        return {}
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": "/"}


@cache
def interpreter(name: str) -> str:
    """A Python that this user can run: ours may lie in a folder closed to them."""
    same = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    env = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    for candidate in (sys.executable, same):
        try:
            tried = subprocess.run([candidate, "-c", "import psycopg"], check=False, env=env, **become(name))
        except OSError:
            continue
        if tried.returncode == 0:
            return candidate
    raise AssertionError(f"{name} can run neither {sys.executable} nor {same}: install Debian's python3")


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line, process.communicate()[1]
    return line


def leave(process: subprocess.Popen[str]) -> None:
    """End a process in the ordinary way and wait for it."""
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors


def kill(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """A zombie nobody collected is not alive."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except FileNotFoundError:
        return False


def becomes_true(what: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.01)
    return False
