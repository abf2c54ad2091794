"""Moving an instance's data to the major version of PostgreSQL that this version of Carepost brings.

The old data is only read. Beside it a new data folder is made, filled, compared row by row and proved; then
the two change places, and the old one is left for a person to delete. Killed before that, the next try begins
anew; killed while they change places, whoever comes next ends it.
"""

from __future__ import annotations

import secrets as random
import shutil
from collections.abc import Callable
from pathlib import Path

from carepost.ground.kernel import Refused
from carepost.ground.postgres import account, binaries, places, sockets, swapping, versions
from carepost.ground.postgres.account import Account
from carepost.ground.postgres.cluster import Cluster
from carepost.ground.postgres.copying import Copying, Say
from carepost.ground.postgres.locks import FileLock
from carepost.ground.postgres.places import Places
from carepost.ground.postgres.roles import DATABASE

Prove = Callable[[str], None]
"""given the superuser's conninfo of the copied database; raises where the copy is not to be trusted"""

GATE_SECONDS = 120.0


def upgrade(home: Path, *, prove: Prove, say: Say, old_programs: Path | None = None) -> Path | None:
    """Where the old data was put; None where there was nothing to move. Raises Refused, Unavailable."""
    where = places.make(home)
    gate, users = FileLock(where.gate), FileLock(where.users)
    try:
        gate.take(GATE_SECONDS)
        swapping.finish(where)
        theirs = versions.of_data(where.data)
        if theirs is None or theirs >= versions.ours():
            return None
        if not users.try_take():
            raise Refused("Other Carepost processes use the database. Stop them all, then run this again.")
        programs = old_programs or binaries.kept(where, theirs)
        if programs is None or not (programs / "pg_ctl").exists():
            raise Refused(_no_programs(theirs))
        say(f"The database moves from PostgreSQL {theirs} to {versions.ours()}. The old data is only read.")
        return _moved(where, programs, theirs, prove, say)
    finally:
        users.close()
        gate.close()


def _moved(where: Places, programs: Path, theirs: int, prove: Prove, say: Say) -> Path:
    who = account.of(where.data)
    account.open_the_way(who, where.home)
    ours = binaries.folder(where, who)
    _clear_leftovers(where, who, ours)
    _check_room(where)
    following = places.make(where.pg / f"next-{random.token_hex(4)}")
    account.open_the_way(who, following.home)
    source = Cluster(where, who, programs, sockets.folder(where, who))
    target = Cluster(following, who, ours, sockets.folder(following, who))
    try:
        source.start()
        target.start()
        Copying(source, target, say).run()
        say("Proving the ledgers.")
        prove(target.server.superuser_conninfo(DATABASE))
    finally:
        target.stop()
        source.stop()
    aside = swapping.swap(where, following, theirs)
    say(f"The new database is in use. The old one is in {aside}: delete it when you have looked around.")
    return aside


def _clear_leftovers(where: Places, who: Account, programs: Path) -> None:
    """What a try that was killed left: perhaps with its server still up."""
    for leftover in where.pg.glob("next-*"):
        unfinished = Places(leftover)
        Cluster(unfinished, who, programs, unfinished.pg / "run").stop()
        shutil.rmtree(leftover, ignore_errors=True)


def _check_room(where: Places) -> None:
    files = (path for path in where.data.rglob("*") if path.is_file())
    needed, free = sum(path.stat().st_size for path in files), shutil.disk_usage(where.pg).free
    if free < needed:
        raise Refused(
            f"The database needs {needed >> 20} MiB beside the old one, and {where.pg} has {free >> 20} MiB."
            " Make room, then run this again."
        )


def _no_programs(major: int) -> str:
    return (
        f"The programs of PostgreSQL {major}, which made this database, are not here any more. Say where they"
        f" are with --old-programs, for example /usr/lib/postgresql/{major}/bin."
    )
