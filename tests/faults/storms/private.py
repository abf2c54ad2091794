"""A database of one file of tests, which they may kill."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from psycopg.conninfo import conninfo_to_dict

from carepost.ground.postgres import starter
from tests import database


@dataclass(frozen=True)
class Private:
    """A database of these tests' own, which they may kill."""

    home: Path
    logins: dict[str, str]
    durable: bool = False

    @property
    def superuser(self) -> str:
        return self.logins["superuser"]

    def kill(self) -> None:
        """The server's parent process, after which its children give up by themselves: gone when this returns.

        One that is slow to notice would still commit what it is told to.
        """
        parent = int((self.home / "pg/data/postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        os.kill(parent, signal.SIGKILL)
        until = time.monotonic() + 20
        while self.answers() or any(map(_runs, children)):
            assert time.monotonic() < until, "it lives"
            time.sleep(0.01)

    def restart(self) -> None:
        """What the next process that needs it does."""
        connections.close_all()
        with starter.database(self.home, durable=self.durable):
            assert self.answers()

    def answers(self) -> bool:
        try:
            psycopg.connect(self.superuser, connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True


def _runs(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "XZ"
    except OSError:
        return False


@contextmanager
def short_folder() -> Iterator[Path]:
    """A folder that the server's own user may enter (pytest's are ours alone), with a short path, for sockets."""
    home = Path(tempfile.mkdtemp(prefix="carepost-test-"))
    home.chmod(0o711)
    yield home
    shutil.rmtree(home, ignore_errors=True)


@contextmanager
def own_database(home: Path, django_db_blocker) -> Iterator[Private]:
    """Ours also where the other tests run on Debian's, and Django's until the block ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CAREPOST_TEST_POSTGRES", raising=False)
        with (
            database.test_database(home, "carepost_private") as logins,
            django_db_blocker.unblock(),
            as_django_s(logins["app"]),
        ):
            yield Private(home, logins)


@contextmanager
def as_django_s(login: str) -> Iterator[None]:
    parts, before = conninfo_to_dict(login), dict(connection.settings_dict)
    connections.close_all()
    connection.settings_dict.update(
        NAME=parts["dbname"], USER=parts["user"], PASSWORD=parts["password"], HOST=parts["host"], PORT=""
    )
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update(before)
