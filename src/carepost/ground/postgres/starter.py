"""Start the instance's database with the first process that uses it, and stop it with the last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from carepost.ground.kernel import Unavailable
from carepost.ground.postgres import account, binaries, places, sockets
from carepost.ground.postgres.cluster import Cluster
from carepost.ground.postgres.locks import FileLock
from carepost.ground.postgres.server import Server
from carepost.ground.postgres.signals import ending_in_order

__all__ = ["Server", "database"]

GATE_SECONDS = 120.0


@contextmanager
def database(home: Path, *, durable: bool = True) -> Iterator[Server]:
    """The database of the instance at `home`, up for as long as any process is inside.

    1. Through the gate, one process at a time: become a user, start the server unless it answers.
    2. Let the caller work.
    3. Through the gate again: the last user stops the server.

    A process killed with -9 loses its locks; the next one finds the server up, or starts it, and stops it
    when last. Forked children are no users (see `FileLock`). `durable=False` is for tests: a power cut may
    lose data. Raises Unavailable.
    """
    cluster = _cluster(home, durable)
    with ending_in_order():
        gate, users = FileLock(cluster.places.gate), FileLock(cluster.places.users)
        try:
            _enter(cluster, gate, users)
            yield cluster.server
        finally:
            if not users.is_closed:  # closed: this is a forked child unwinding its parent's stack
                _leave(cluster, gate, users)


def _cluster(home: Path, durable: bool) -> Cluster:
    where = places.make(home)
    who = account.of(where.data)
    account.open_the_way(who, where.home)
    gate = FileLock(where.gate)
    try:
        gate.take(GATE_SECONDS)
        return Cluster(where, who, binaries.folder(where, who), sockets.folder(where, who), durable)
    finally:
        gate.close()


def _enter(cluster: Cluster, gate: FileLock, users: FileLock) -> None:
    gate.take(GATE_SECONDS)
    try:
        users.share()
        cluster.start()
    finally:
        gate.release()


def _leave(cluster: Cluster, gate: FileLock, users: FileLock) -> None:
    try:
        gate.take(GATE_SECONDS)
        if users.try_take():
            cluster.stop()
    except Unavailable:
        pass  # somebody is starting it this very long: they are the last user, not we
    finally:
        users.close()
        gate.close()
