"""Debian's PostgreSQL 15 as the tests' server: the same suite must hold on the engine practices run."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

BIN = Path("/usr/lib/postgresql/15/bin")


@contextmanager
def server(home: Path) -> Iterator[Callable[[str], str]]:
    """conninfo by database name, as superuser. One worker only: run it without xdist."""
    data, run = home / "debian", home / "debian-run"
    for folder in (data, run):
        folder.mkdir(mode=0o700, exist_ok=True)
    as_user = _unprivileged(data, run)
    subprocess.run(
        [
            BIN / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        **as_user,
    )
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={run}", "-c", "fsync=off"]
    with (home / "debian.log").open("ab") as log:
        process = subprocess.Popen(
            [BIN / "postgres", "-D", data, *options], stdout=log, stderr=log, cwd="/", **as_user
        )
    try:
        _wait(str(run))
        yield lambda name: make_conninfo(host=str(run), user="postgres", dbname=name)
    finally:
        process.terminate()
        process.wait(30)


def _unprivileged(*folders: Path) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    for folder in folders:
        shutil.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _wait(run: str) -> None:
    for _ in range(100):
        try:
            psycopg.connect(host=run, user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("Debian's PostgreSQL did not start")
