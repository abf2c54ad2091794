"""How long the database may think about one question before a person is told to ask it better."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from carepost.ground.kernel import Unavailable

_NOW = "select current_setting('statement_timeout')"
_SET = "select set_config('statement_timeout', %s, true)"


@contextmanager
def at_most(seconds: float, otherwise: str) -> Iterator[None]:
    """Each statement inside may take so long; then Unavailable, with `otherwise` as its words.

    What was done before in the transaction stands: the block is a savepoint.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_NOW)
            (before,) = cursor.fetchone()
            cursor.execute(_SET, [f"{round(seconds * 1000)}ms"])
            yield
            # Only on success: an error rolls the setting back with everything else.
            cursor.execute(_SET, [before])
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise Unavailable(otherwise) from error
        raise
