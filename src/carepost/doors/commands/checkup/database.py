"""The database: whether it answers, keeps what it says it keeps, and holds the practices apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

from carepost.actions.watching import readiness
from carepost.config.database import conninfo
from carepost.config.instance import Login
from carepost.doors.commands.checkup.finding import Finding, House, look, well, wrong

OLDEST = 150_000
KEEPS = ("fsync", "synchronous_commit", "full_page_writes")
# `local` and the two behind it wait for this machine's disk as well; off does not.
SAFE = {"on", "local", "remote_write", "remote_apply"}
WHO = "select current_user::text, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
OWNS = """
    select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and pg_get_userbyid(relowner) = current_user
"""
OPEN = """
    select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'practice_id'
    and not a.attisdropped and not (c.relrowsecurity and c.relforcerowsecurity) order by 1
"""


def answers(house: House) -> Iterator[Finding]:
    if house.away:
        yield wrong(
            "database",
            f"It does not answer. {house.away}",
            "Start it, or mend DATABASE_URL; the instance's own writes its log to pg/log.",
        )
        return
    with _as(house, "app") as conn:
        number, version = _one(
            conn, "select current_setting('server_version_num')::int, current_setting('server_version')"
        )
        if number < OLDEST:
            yield wrong("database", f"PostgreSQL {version} answers.", "Carepost needs 15 or later: move it.")
        else:
            yield well("database", f"PostgreSQL {version} answers.")
        yield _keeps(conn)


def _keeps(conn: psycopg.Connection[Any]) -> Finding:
    values = {name: _one(conn, "select current_setting(%s)", name)[0] for name in KEEPS}
    loose = [f"{name} is {value}" for name, value in values.items() if value not in SAFE]
    if loose:
        return wrong(
            "database keeps",
            f"After a power cut it may have lost mail that was acknowledged: {', '.join(loose)}.",
            "Set them to on in postgresql.conf and reload; until then take no real mail.",
        )
    return well("database keeps", "What it has committed outlives a power cut, as far as its settings say.")


def logins(house: House) -> Iterator[Finding]:
    yield from _login(house, "app", "DATABASE_URL")
    yield from _login(house, "ledger", "DATABASE_LEDGER_URL")
    with _as(house, "app") as conn:
        tables = [name for (name,) in conn.execute(OPEN)]
    if tables:
        yield wrong(
            "fences",
            f"Row-level security does not hold on {', '.join(tables)}: one practice could see another's rows.",
            "Stop the services. Run `carepost migrate`; if this stays, restore the table's policy by hand.",
        )
    else:
        yield well("fences", "Row-level security is forced on every table of a practice.")


def _login(house: House, login: Login, setting: str) -> Iterator[Finding]:
    check = f"login {login}"
    try:
        with _as(house, login) as conn:
            user, is_super, bypasses = _one(conn, WHO)
            owns = _one(conn, OWNS)[0]
    except psycopg.OperationalError:
        yield wrong(check, "The database does not let it in.", f"Mend {setting}, or the login's password.")
        return
    too_much = [
        words
        for words, true in (
            ("is a superuser", is_super),
            ("bypasses row-level security", bypasses),
            ("owns tables", owns > 0),
        )
        if true
    ]
    if too_much:
        yield wrong(
            check,
            f"{user} {' and '.join(too_much)}, so nothing keeps it from any practice's rows.",
            f"Set {setting} to the login carepost_{login}, which owns nothing.",
        )
    else:
        yield well(check, f"{user} owns nothing and bypasses nothing.")


def migrations(house: House) -> Iterator[Finding]:
    if readiness.migrations() == readiness.READY:
        yield well("migrations", "The database is as this version needs it.")
    else:
        yield wrong(
            "migrations",
            "The database is not as this version needs it.",
            "Stop the services, take a backup, run `carepost migrate`, start them again.",
        )


def connections(house: House) -> Iterator[Finding]:
    with _as(house, "app") as conn:
        used, most = _one(
            conn,
            "select (select sum(numbackends) from pg_stat_database)::int, current_setting('max_connections')::int",
        )
    if used > 0.8 * most:
        yield look(
            "connections", f"{used} of {most} are in use.", "Raise max_connections, or look who holds them."
        )
    else:
        yield well("connections", f"{used} of {most} are in use.")


def _as(house: House, login: Login) -> psycopg.Connection[Any]:
    conn: psycopg.Connection[Any] = psycopg.connect(
        conninfo(house.instance, login), connect_timeout=5, autocommit=True
    )
    return conn


def _one(conn: psycopg.Connection[Any], query: str, *values: object) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = conn.execute(query, values).fetchone()
    if row is None:
        raise psycopg.DataError("the database gave no answer")
    return row
