"""What somebody held was handed over (A10): from whom, to whom, what moved, and whether it was taken back."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models.membership import Membership
from carepost.domain.organisations.models.team import Team
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class HandOver(PracticeRow):
    """One transaction. `moved` has for each kind of thing what is needed to put it back while nobody has touched it."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, related_name="hand_overs"
    )
    membership_id: UUID
    to_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    to_team_id: UUID | None
    to_member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    to_member_id: UUID | None
    before_team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        help_text="Who was to inherit until then.",
    )
    before_team_id: UUID | None
    before_member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    before_member_id: UUID | None
    moved = models.JSONField(default=dict, help_text="By kind: ids, and how each stood after it moved.")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[HandOver]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="handed_to_one", condition=models.Q(to_team=None) | models.Q(to_member=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
