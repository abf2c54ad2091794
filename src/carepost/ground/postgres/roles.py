"""The three logins of an instance and the database they share."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from carepost.ground.postgres import secrets
from carepost.ground.postgres.server import Server

DATABASE = "carepost"
NAMES = ("carepost_owner", "carepost_app", "carepost_ledger")
EXTENSIONS = ("btree_gin", "pg_trgm", "unaccent")
_LOCK = 7_274_001  # one process at a time makes roles; the number only has to be ours


@dataclass(frozen=True, slots=True)
class Login:
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Logins:
    """Owner (migrations only), app (web, worker, listener) and ledger (the sequencer)."""

    owner: Login
    app: Login
    ledger: Login

    def all(self) -> tuple[Login, Login, Login]:
        return self.owner, self.app, self.ledger


def ensure(server: Server, *, may_create_databases: bool = False) -> Logins:
    """Make what is missing of the database and its logins; safe to call at each start.

    `may_create_databases` lets the owner make test databases, with the extensions already in them.
    """
    return ensure_at(server.superuser_conninfo, server.passwords, may_create_databases=may_create_databases)


def ensure_at(
    superuser: Callable[[str], str], passwords: Path, *, may_create_databases: bool = False
) -> Logins:
    """As `ensure`, on any PostgreSQL 15 or later: `superuser` gives the conninfo for a database's name."""
    with psycopg.connect(superuser("postgres"), autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", [_LOCK])
        logins = _logins(passwords)
        for login in logins.all():
            _ensure_login(connection, login, creates=may_create_databases and login is logins.owner)
        _ensure_database(connection, logins)
        for name in (DATABASE, "template1") if may_create_databases else (DATABASE,):
            _ensure_extensions(superuser(name))
    return logins


def _logins(passwords: Path) -> Logins:
    """The passwords kept (`{login: password}`), or new ones kept from now on."""
    if not passwords.exists():
        secrets.write(passwords, json.dumps({name: secrets.new_password() for name in NAMES}))
    kept = json.loads(passwords.read_text(encoding="utf-8"))
    return Logins(*(Login(name, kept[name]) for name in NAMES))


def _ensure_login(connection: psycopg.Connection, login: Login, *, creates: bool) -> None:
    name = sql.Identifier(login.user)
    known = connection.execute("select 1 from pg_roles where rolname = %s", [login.user]).fetchone()
    if not known:
        connection.execute(sql.SQL("create role {}").format(name))
    # Hashed here, so the password itself is in no statement that a log or a view could show.
    scram = connection.pgconn.encrypt_password(login.password.encode(), login.user.encode(), b"scram-sha-256")
    connection.execute(
        sql.SQL(
            "alter role {} login nosuperuser nobypassrls nocreaterole noreplication {} password {}"
        ).format(name, sql.SQL("createdb" if creates else "nocreatedb"), scram.decode())
    )


def _ensure_database(connection: psycopg.Connection, logins: Logins) -> None:
    database = sql.Identifier(DATABASE)
    if not connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
        connection.execute(
            sql.SQL("create database {} owner {} template template0 encoding 'UTF8' locale 'C.UTF-8'").format(
                database, sql.Identifier(logins.owner.user)
            )
        )
    connection.execute(sql.SQL("revoke all on database {} from public").format(database))
    for login in (logins.app, logins.ledger):
        user = sql.Identifier(login.user)
        connection.execute(sql.SQL("grant connect on database {} to {}").format(database, user))


def _ensure_extensions(conninfo: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
