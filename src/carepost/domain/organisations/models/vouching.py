"""What takes two people: the first administrators of a practice, and getting back in when all are lost."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.identity.models import Person
from carepost.domain.organisations.models.membership import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class Vouching(PracticeRow):
    """A place as administrator that two people stand for: two of the platform, or two of the practice (A5, A8)."""

    class Kind(models.TextChoices):
        FIRST = "first", "First administrator, proved out of band"
        BREAK_GLASS = "break_glass", "Getting back in"
        MEMBERS = "members", "Getting back in, by two of the practice, for a time"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    membership_id: UUID
    reason = models.CharField(max_length=500, help_text="How it was proved out of band, or why it is needed.")
    first_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_by_id: UUID
    first_at = models.DateTimeField()
    second_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    second_by_id: UUID | None
    second_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(help_text="When the first word is worth nothing any more.")
    role_before = models.CharField(max_length=20, blank=True, help_text="What they are again afterwards.")
    ends_at = models.DateTimeField(null=True, help_text="By itself, unless an administrator keeps it.")
    kept_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[Vouching]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="two_different_people_vouch",
                condition=models.Q(second_by=None) | ~models.Q(second_by=models.F("first_by")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
