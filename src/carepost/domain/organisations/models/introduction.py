"""How somebody introduced themselves when they asked to join: what the approver sees as evidence (A2, A5)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models.membership import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class Introduction(PracticeRow):
    """What was typed, and what we made of the address. Kept as it was: nobody changes it afterwards."""

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, related_name="introductions"
    )
    membership_id: UUID
    name_typed = models.CharField(max_length=250)
    address = models.EmailField(help_text="Proved by a code.")
    outcome = models.CharField(max_length=10, help_text="Of the address: plausible or review.")
    reasons = models.JSONField(default=list, help_text="Sentences that say why.")
    telephone_proved = models.BooleanField(default=False)
    system = models.CharField(max_length=20, blank=True, help_text="The clinical system, as they say.")
    user_name = models.CharField(max_length=100, blank=True)
    clinical_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[PracticeQuerySet[Introduction]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "membership"], name="introduction_by_member")]

    def __str__(self) -> str:
        return str(self.id)
