"""Who is being acted for: the one place that tells the database which practice's rows may be seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import OperationalError, connection, transaction

from carepost.domain.tenancy import statements

PRACTICE = "carepost.practice"
PERSON = "carepost.person"

_ASK = "select current_setting(%s, true), current_setting(%s, true)"
_SET = "select set_config(%s, %s, true), set_config(%s, %s, true)"


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
        _still_whole()
        # Only on success: an error rolls the setting back with everything else, and must not be hidden.
        if before is not None:
            _set(*before)


def _still_whole() -> None:
    """Raises OperationalError where the transaction is past saving though nothing was raised.

    Django then takes everything back without a word: so it does when a savepoint cannot be undone because the
    database went away, and whoever waited for the savepoint's own error goes on as if all were well.
    """
    if connection.needs_rollback:
        raise OperationalError("The database was lost on the way, so nothing of this was kept.")


def _text(value: UUID | None) -> str:
    return "" if value is None else str(value)


def _current() -> tuple[str, str]:
    ((practice, person),) = statements.run(_ASK, [PRACTICE, PERSON])
    return practice or "", person or ""


def _set(practice: str, person: str) -> None:
    statements.run(_SET, [PRACTICE, practice, PERSON, person])
