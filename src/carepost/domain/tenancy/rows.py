"""The base of every row that belongs to one custodian: a practice, or a shared mail service."""

from __future__ import annotations

from typing import Generic, Self, TypeVar
from uuid import UUID

from django.db import models

from carepost.ground.kernel import NotFound, new_id

Row = TypeVar("Row", bound=models.Model, covariant=True)


class PracticeQuerySet(models.QuerySet[Row], Generic[Row]):
    """Rows of one practice; the first fence. Row-level security is the second."""

    def of(self, practice_id: UUID) -> Self:
        return self.filter(practice_id=practice_id)

    def one(self, practice_id: UUID, row_id: UUID) -> Row:
        """The practice's row of that id, or NotFound: a stranger's row does not exist."""
        found = self.filter(practice_id=practice_id, id=row_id).first()
        if found is None:
            raise NotFound("There is nothing here with that address, or it belongs to another practice.")
        return found

    def one_for_update(self, practice_id: UUID, row_id: UUID) -> Row:
        return self.select_for_update(of=("self",)).one(practice_id, row_id)


class PracticeRow(models.Model):
    """To Django the key is `id`; in the database it is `(practice_id, id)` (see fence.py)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    practice = models.ForeignKey(
        "organisations.Practice",
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    practice_id: UUID

    class Meta:
        abstract = True
