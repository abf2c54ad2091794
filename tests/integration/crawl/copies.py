"""A copy of the migrated database to do with as one likes: its policies can be dropped, and nobody else misses them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.database import TEMPLATE

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OF_A_PRACTICE = """
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'practice_id'
    order by c.relname
"""


@dataclass(frozen=True)
class Copy:
    """A database seen by its superuser, whom nothing is hidden from."""

    superuser: psycopg.Connection[tuple[str, ...]]

    def tables(self) -> list[str]:
        return [row[0] for row in self.superuser.execute(OF_A_PRACTICE)]

    def rows(self, table: str, practice_id: UUID) -> list[tuple[str, str]]:
        """Each row of the practice as (id, all of it in words), in a fixed order."""
        query = "select coalesce(to_jsonb(t)->>'id', ''), t::text from {} t where practice_id = %s order by 2"
        return self.superuser.execute(sql.SQL(query).format(sql.Identifier(table)), [practice_id]).fetchall()  # type: ignore[return-value]

    def fingerprint(self, practice_id: UUID) -> dict[str, str]:
        """Of every table, what this practice has in it: whatever was changed, added or taken away shows."""
        return {
            table: hashlib.sha256(repr(self.rows(table, practice_id)).encode()).hexdigest()
            for table in self.tables()
        }

    def ids(self, practice_id: UUID) -> set[str]:
        """Every id that stands anywhere in the practice's rows."""
        rows = [words for table in self.tables() for _, words in self.rows(table, practice_id)]
        return {found for words in rows for found in ID.findall(words)} | {str(practice_id)}

    @contextmanager
    def without_policies(self) -> Iterator[None]:
        """The database's fence taken down: nothing of row-level security is left standing."""
        for table in self.tables():
            self._alter(table, "no force row level security", "disable row level security")
        try:
            yield
        finally:
            for table in self.tables():
                self._alter(table, "enable row level security", "force row level security")

    def _alter(self, table: str, *how: str) -> None:
        for one in how:
            self.superuser.execute(
                sql.SQL("alter table {} {}").format(sql.Identifier(table), sql.SQL(one))  # type: ignore[arg-type]
            )


@contextmanager
def copy_of_the_database(superuser: str, name: str) -> Iterator[Copy]:
    """Django works in the copy, with the app's own login as before, until this ends."""
    with psycopg.connect(make_conninfo(superuser, dbname="postgres"), autocommit=True) as server:
        server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        server.execute(
            sql.SQL("create database {} template {} owner carepost_owner").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE)
            )
        )
        before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            with psycopg.connect(make_conninfo(superuser, dbname=name), autocommit=True) as inside:
                yield Copy(inside)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before
            server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
