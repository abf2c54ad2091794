"""Out of office: who is away, until when, and which team has their answers meanwhile (I12)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models.membership import Membership
from carepost.domain.organisations.models.team import Team
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class Absence(PracticeRow):
    """Set by the person, or by an administrator for them."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, related_name="absences"
    )
    membership_id: UUID
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, help_text="Null: until it is ended.")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    team_id: UUID
    note = models.CharField(max_length=300, blank=True, help_text="For colleagues; never sent outside.")
    set_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    set_by_id: UUID
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[Absence]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return str(self.id)
