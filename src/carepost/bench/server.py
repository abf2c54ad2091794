"""What the database says of itself, so that no figure is taken with the brakes off and nobody can tell."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from django.db import connection

from carepost.ground.kernel import Refused

_WHO = """
    select current_user, rolsuper or rolbypassrls, current_setting('fsync'),
        current_setting('synchronous_commit'), current_setting('full_page_writes'),
        current_setting('server_version')
    from pg_roles where rolname = current_user
"""
# Every table that holds rows of a practice which the app may read.
_FORCED = """
    select bool_and(relrowsecurity and relforcerowsecurity)
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'practice_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and has_table_privilege(c.oid, 'select')
"""
_WRITTEN = """
    select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_user_tables
"""


@dataclass(frozen=True, slots=True)
class ServerFacts:
    role: str
    row_level_security_forced: bool
    fsync: str
    synchronous_commit: str
    full_page_writes: str
    version: str


def asked(line: psycopg.Connection | None = None) -> ServerFacts:
    """As this process's login (or that of `line`) sees it. Refused for a login that access rules do not bind."""
    with line.cursor() if line else connection.cursor() as cursor:
        cursor.execute(_WHO)
        role, bypasses, *settings = cursor.fetchone() or ("nobody", True)
        if bypasses:
            raise Refused(
                f"{role} is above the access rules, so a figure taken as {role} would tell nothing."
            )
        cursor.execute(_FORCED)
        forced = cursor.fetchone()
    return ServerFacts(role, bool(forced and forced[0]), *settings)


def rows_written() -> int:
    """Rows inserted, updated and deleted by sessions that have ended or been idle for a second, and by ours."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_force_next_flush()")
        cursor.execute(_WRITTEN)
        return int(cursor.fetchone()[0])
