"""The tests' databases: one server, one migrated template, one copy for each worker."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from carepost.ground.postgres import roles, starter
from carepost.ground.postgres.locks import FileLock
from tests import debian_postgres

TEMPLATE = "carepost_template"


@contextmanager
def test_database(home: Path, name: str) -> Iterator[dict[str, str]]:
    """{login: conninfo} of a fresh migrated database, with "superuser" among the logins."""
    with _server(home) as superuser:
        logins = roles.ensure_at(superuser, home / "secrets" / "database.json", may_create_databases=True)
        gate = FileLock(home / "template.lock")
        gate.take(300)
        try:
            _make_template(superuser, logins)
            _copy(superuser, name)
        finally:
            gate.close()
        base = conninfo_to_dict(superuser(name))
        yield {"superuser": superuser(name)} | {
            kind: psycopg.conninfo.make_conninfo(
                "", **base | {"user": login.user, "password": login.password}
            )
            for kind, login in (("owner", logins.owner), ("app", logins.app), ("ledger", logins.ledger))
        }


@contextmanager
def _server(home: Path) -> Iterator[starter.Server]:
    if os.environ.get("CAREPOST_TEST_POSTGRES") == "debian":
        with debian_postgres.server(home) as superuser:
            yield superuser
    else:
        with starter.database(home, durable=False) as server:
            yield server.superuser_conninfo


def _make_template(superuser, logins) -> None:
    with psycopg.connect(superuser("postgres"), autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [TEMPLATE]).fetchone():
            return
        draft = TEMPLATE + "_draft"
        connection.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(draft)))
        connection.execute(sql.SQL("create database {} owner carepost_owner").format(sql.Identifier(draft)))
        _migrate(
            psycopg.conninfo.make_conninfo(
                superuser(draft), user=logins.owner.user, password=logins.owner.password
            )
        )
        connection.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(draft), sql.Identifier(TEMPLATE))
        )


def _migrate(owner: str) -> None:
    """In a process of its own, as production does it: with the owner's login and no other."""
    environment = os.environ | {"CAREPOST_LOGIN": "owner", "DATABASE_URL": owner, "DATABASE_OWNER_URL": owner}
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "from carepost.domain.tenancy.grants import grant_unfenced\n"
        "call_command('migrate', verbosity=0); call_command('createcachetable', verbosity=0); grant_unfenced()\n"
    )
    subprocess.run([os.sys.executable, "-c", code], env=environment, check=True)


def _copy(superuser, name: str) -> None:
    with psycopg.connect(superuser("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("create database {} template {} owner carepost_owner").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE)
            )
        )


def empty(superuser: str) -> None:
    """Take every row out, past row-level security and the ledger's own refusals.

    Only of tables that have any: emptying all of them by `truncate` makes a new file for each and its indexes.
    """
    with psycopg.connect(superuser) as connection:
        connection.execute("set session_replication_role = replica")
        tables = connection.execute(
            "select format('%I', tablename) from pg_tables"
            " where schemaname = 'public' and tablename <> 'django_migrations'"
        ).fetchall()
        asked = " union all ".join(f"select '{name}' where exists (select from {name})" for (name,) in tables)
        for (name,) in connection.execute(asked.encode()).fetchall():
            connection.execute(f"delete from {name}".encode())
