"""Statements written by hand for the paths that every letter takes: planned once a connection, then only run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection

_AFTER = 2
"""runs of a statement before the server is asked to keep its plan"""


def run(statement: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement, run on Django's own connection and within its transaction; errors are Django's.

    Any: what columns hold. JSON comes back as text.
    """
    connection.validate_no_broken_transaction()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        line = connection.connection
        if line.prepare_threshold is None:  # so Django leaves it; its own cursors prepare nothing in any case
            line.prepare_threshold = _AFTER
        if connection.queries_logged:
            connection.queries_log.append({"sql": statement, "time": ""})
        with psycopg.Cursor(line) as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []
