"""What an administrator asks somebody who waits for approval, and the answer (A5)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models.membership import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class Question(PracticeRow):
    """Asked once, answered once; the next one is another row."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, related_name="questions"
    )
    membership_id: UUID
    text = models.CharField(max_length=500)
    asked_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    asked_by_id: UUID
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[Question]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "membership"], name="question_by_member")]

    def __str__(self) -> str:
        return str(self.id)
