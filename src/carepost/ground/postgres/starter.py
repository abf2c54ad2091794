"""Start the instance's database with the first process that uses it, and stop it with the last."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from carepost.ground.kernel import Unavailable
from carepost.ground.postgres import account, binaries, places, sockets, swapping, versions
from carepost.ground.postgres.cluster import Cluster
from carepost.ground.postgres.locks import FileLock
from carepost.ground.postgres.server import Server
from carepost.ground.postgres.signals import ending_in_order

__all__ = ["Server", "database", "keep_up"]

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


def keep_up(home: Path, stop: threading.Event, *, every: float = 3.0) -> None:
    """Start the server again whenever it has died, until `stop`: for a thread of a process inside `database`.

    What is being done when it dies fails; the next thing works again. `every` is in seconds.
    """
    cluster = _cluster(home, durable=True)
    while not stop.wait(every):
        if not cluster.answers():
            with suppress(Unavailable):  # it is tried again, and its log says why
                _raise_up(cluster)


def _raise_up(cluster: Cluster) -> None:
    gate = FileLock(cluster.places.gate)
    try:
        gate.take(GATE_SECONDS)
        cluster.start()
    finally:
        gate.close()


def _cluster(home: Path, durable: bool) -> Cluster:
    where = places.make(home)
    who = account.of(where.data)
    account.open_the_way(who, where.home)
    gate = FileLock(where.gate)
    try:
        gate.take(GATE_SECONDS)
        swapping.finish(where)
        versions.check(where)
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
