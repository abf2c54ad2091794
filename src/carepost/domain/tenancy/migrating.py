"""Changing rows in a migration: row-level security binds the owner too, and without this it changes none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol
from uuid import UUID

from carepost.domain.tenancy.context import PRACTICE


class Cursor(Protocol):
    """Django's, or the driver's own."""

    def execute(self, query: str, params: Any = None) -> object: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...


def in_every_practice(cursor: Cursor) -> Iterator[UUID]:
    """Each practice in turn; meanwhile the transaction sees its rows, and may change them.

        for _ in in_every_practice(cursor):
            cursor.execute("update ...")

    Needs a transaction, which a migration has.
    """
    cursor.execute("select id from organisations_practice order by id")
    for (practice_id,) in cursor.fetchall():
        cursor.execute("select set_config(%s, %s, true)", [PRACTICE, str(practice_id)])
        yield practice_id
    cursor.execute("select set_config(%s, '', true)", [PRACTICE])
