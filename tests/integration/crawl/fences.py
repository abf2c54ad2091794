"""The queries' fence taken down: what asks for one practice's rows is given everybody's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest

from carepost.domain.ledger.models import LedgerQuerySet
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.ground.kernel import NotFound


@contextmanager
def queries_unfenced() -> Iterator[None]:
    """`of` and `one`, through which every query goes, forget the practice they were told."""
    patch = pytest.MonkeyPatch()
    patch.setattr(PracticeQuerySet, "of", _of_everybody)
    patch.setattr(PracticeQuerySet, "one", _anybodys)
    patch.setattr(LedgerQuerySet, "of", _of_everybody)
    try:
        yield
    finally:
        patch.undo()


def _of_everybody(rows: Any, practice_id: UUID) -> Any:
    return rows.all()


def _anybodys(rows: Any, practice_id: UUID, row_id: UUID) -> Any:
    found = rows.filter(id=row_id).first()
    if found is None:
        raise NotFound("There is nothing here with that address, or it belongs to another practice.")
    return found
