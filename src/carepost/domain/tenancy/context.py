"""Who is being acted for: the one place that tells the database which practice's rows may be seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

PRACTICE = "carepost.practice"
PERSON = "carepost.person"


@contextmanager
def acting_for(practice_id: UUID | None, person_id: UUID | None = None) -> Iterator[None]:
    """One transaction that sees the rows of this practice (and the memberships of this person) only.

    What was set before is put back on leaving, because a setting made inside a savepoint outlives it. The
    outermost transaction has nothing to put back: its end takes the setting with it.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _current() if nested else None
        _set(_text(practice_id), _text(person_id))
        yield
        # Only on success: an error rolls the setting back with everything else, and must not be hidden.
        if before is not None:
            _set(*before)


def _text(value: UUID | None) -> str:
    return "" if value is None else str(value)


def _current() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting(%s, true), current_setting(%s, true)", [PRACTICE, PERSON])
        practice, person = cursor.fetchone()
    return practice or "", person or ""


def _set(practice: str, person: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config(%s, %s, true), set_config(%s, %s, true)", [PRACTICE, practice, PERSON, person]
        )
