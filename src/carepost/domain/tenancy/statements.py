"""Statements written by hand for the paths that every letter takes: planned once a connection, then only run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

_AFTER = 2
"""runs of a statement before the server is asked to keep its plan"""

Change = tuple[str, Sequence[Any]]
"""One thing to be changed, "name as (insert ...)", and its values; a later one may read what an earlier one returns."""


def change(*changes: Change, told: str = "") -> list[tuple[Any, ...]]:
    """All of them by one statement, for a round trip costs more than most rows; gives the rows of the one `told`."""
    values = chain.from_iterable(values for _, values in changes)
    return run(_together(told, *(words for words, _ in changes)), list(values))


@lru_cache(maxsize=64)
def _together(told: str, *changes: str) -> str:
    rows = f"* from {told}" if told else ""
    return f"with {', '.join(changes)} select {rows}"


def run(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement, run on Django's own connection and within its transaction; errors are Django's.

    Any: what columns hold. JSON comes back as text.
    """
    database = connections[DEFAULT_DB_ALIAS]  # once: Django's `connection` looks it up for each attribute
    database.validate_no_broken_transaction()
    database.ensure_connection()
    with database.wrap_database_errors:
        line = database.connection
        if line.prepare_threshold is None:  # so Django leaves it; its own cursors prepare nothing in any case
            line.prepare_threshold = _AFTER
        if database.queries_logged:
            database.queries_log.append({"sql": statement, "time": ""})
        cursor = psycopg.Cursor(line)
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
