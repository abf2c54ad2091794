"""Everything of one server into another: roles, databases, rows; and whether it is the same there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, Any

import psycopg
from psycopg import sql

from carepost.ground.kernel import Unavailable
from carepost.ground.postgres import secrets
from carepost.ground.postgres.account import ENVIRONMENT
from carepost.ground.postgres.cluster import Cluster
from carepost.ground.postgres.server import SUPERUSER

Say = Callable[[str], None]
DATABASES = (
    "select datname from pg_database where datallowconn and not datistemplate and datname <> %s order by 1"
)
TABLES = """
    select format('%I.%I', n.nspname, c.relname), c.relkind = 'S' from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'S') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1
"""
# Of every row a number from its text, and their sum: the order in which rows lie does not count.
ROWS = "select count(*), sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric) from {} t"
COUNTER = "select last_value, is_called from {}"


@dataclass(frozen=True, slots=True)
class Copying:
    """From a server of an older major version to one of ours, both up; the newer programs do it."""

    source: Cluster
    target: Cluster
    say: Say

    def run(self) -> None:
        """Raises Unavailable with the program's own last words."""
        self._roles()
        for name in self.databases():
            self.say(f"Copying the database {name}.")
            self._database(name)
            self.say(f"Comparing every row of {name}.")
            self._compare(name)

    def databases(self) -> list[str]:
        with _connect(self.source, SUPERUSER) as connection:
            return [name for (name,) in connection.execute(DATABASES, [SUPERUSER])]

    def _roles(self) -> None:
        """With their passwords, so that the secrets the instance keeps go on being right."""
        dumped = self.source.account.run(
            self.target.programs / "pg_dumpall",
            *("--globals-only", "--no-tablespaces", *_at(self.source)),
            timeout=60,
            env=_environment(self.source),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        _check("pg_dumpall", dumped.returncode, dumped.stderr.decode(errors="replace"))
        lines = dumped.stdout.decode().splitlines()
        wanted = [line for line in lines if line != f"CREATE ROLE {SUPERUSER};" and line[:1] != "\\"]
        with _connect(self.target, SUPERUSER) as connection:
            connection.execute("\n".join(wanted).encode())
        # From here on the superuser's password is the one the instance has always had.
        password = self.source.places.superuser_password.read_text(encoding="utf-8")
        secrets.write(self.target.places.superuser_password, password)

    def _database(self, name: str) -> None:
        """Through a pipe: no readable copy of anybody's letters lies on the disk on the way.

        Written out by the source's own program: a newer minor release keeps marks of its own in the catalogue
        (15.20: `pg_attver`), which ours, if older, would write out and then refuse.
        """
        dump = [self.source.programs / "pg_dump", "--format=custom", "--compress=0", *_at(self.source), name]
        load = [
            self.target.programs / "pg_restore",
            "--create",
            "--exit-on-error",
            "--verbose",
            *_at(self.target),
        ]
        with ExitStack() as open_:
            dumping = open_.enter_context(_started(self.source, dump, stdout=subprocess.PIPE))
            loading = open_.enter_context(
                _started(self.target, [*load, f"--dbname={SUPERUSER}"], stdin=dumping.stdout)
            )
            if dumping.stdout:
                dumping.stdout.close()
            words = self._tell(loading.stderr)
            said = dumping.stderr.read().decode(errors="replace") if dumping.stderr else ""
        _check("pg_dump", dumping.returncode, said)
        _check("pg_restore", loading.returncode, words)
        with _connect(self.target, name) as connection:
            connection.execute("analyze")

    def _tell(self, lines: IO[bytes] | None) -> str:
        """Each table as its turn comes; gives the last line that says something."""
        last = ""
        for line in lines or ():
            last = line.decode(errors="replace").strip() or last
            table = re.search(r'processing data for table "(.+)"', last)
            if table:
                self.say(f"  {table[1]}")
        return last

    def _compare(self, name: str) -> None:
        before, after = (dict(_counted(cluster, name)) for cluster in (self.source, self.target))
        if before != after:
            wrong = sorted(table for table in before | after if before.get(table) != after.get(table))
            raise Unavailable(
                f"The copy of {name} is not the same in: {', '.join(wrong)}. The old one stays in use."
            )


def _counted(cluster: Cluster, name: str) -> Iterator[tuple[str, Any]]:  # Any: what a row of numbers holds
    with _connect(cluster, name) as connection:
        connection.execute("set timezone = 'UTC'")
        for table, is_counter in connection.execute(TABLES).fetchall():
            query = sql.SQL(COUNTER if is_counter else ROWS).format(sql.SQL(table))
            yield table, connection.execute(query).fetchone()


def _connect(cluster: Cluster, name: str) -> psycopg.Connection:
    return psycopg.connect(cluster.server.superuser_conninfo(name), autocommit=True)


def _at(cluster: Cluster) -> list[str]:
    return [f"--host={cluster.sockets}", f"--username={SUPERUSER}", "--no-password"]


def _environment(cluster: Cluster) -> dict[str, str]:
    return ENVIRONMENT | {"PGPASSWORD": cluster.places.superuser_password.read_text(encoding="utf-8")}


def _started(cluster: Cluster, command: list[Any], **pipes: Any) -> subprocess.Popen[bytes]:
    """Any: paths and words, and `Popen`'s own options."""
    if not cluster.account.is_us:
        pipes |= {"user": cluster.account.uid, "group": cluster.account.gid, "extra_groups": []}
    words = [str(part) for part in command]
    return subprocess.Popen(
        words, env=_environment(cluster), cwd="/", stderr=subprocess.PIPE, umask=0o077, **pipes
    )


def _check(program: str, status: int, said: str) -> None:
    if status:
        last = said.strip().splitlines()[-1:] or [f"status {status}"]
        raise Unavailable(f"{program} could not copy the database: {last[0]}. The old one stays in use.")
