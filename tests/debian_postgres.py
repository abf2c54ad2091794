"""Debian's PostgreSQL 15 as the tests' server: the same suite must hold on the engine practices run."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo

from carepost.ground.postgres.locks import FileLock

BIN = Path("/usr/lib/postgresql/15/bin")


@contextmanager
def server(home: Path) -> Iterator[Callable[[str], str]]:
    """conninfo by database name, as superuser. One for all workers: up with the first, down with the last."""
    data, run = home / "debian", home / "debian-run"
    gate, users = FileLock(home / "debian.gate"), FileLock(home / "debian.users")
    gate.take(120)
    try:
        alone = users.try_take()
        if alone:
            _start(home, data, run)
        users.share()
    finally:
        gate.release()
    try:
        yield lambda name: make_conninfo(host=str(run), user="postgres", dbname=name)
    finally:
        gate.take(120)
        if users.try_take():
            _control(data, "stop", "-m", "fast")
        users.close()
        gate.close()


def _start(home: Path, data: Path, run: Path) -> None:
    for folder in (data, run):
        folder.mkdir(mode=0o700, exist_ok=True)
    owner = _unprivileged(data, run)
    made = [BIN / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run([*made, "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd="/", **owner)
    options = f"-c listen_addresses= -c unix_socket_directories={run} -c fsync=off"
    _control(data, "start", "-o", options, "-l", run / "server.log")


def _control(data: Path, *what: str | Path) -> None:
    command = [BIN / "pg_ctl", "-D", data, "-w", "-s", *what]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, cwd="/", **_unprivileged(data))


def _unprivileged(*folders: Path) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    for folder in folders:
        shutil.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
