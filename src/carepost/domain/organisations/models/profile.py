"""A member's profile in the practice's clinical system: what a membership rests on (A5)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models.membership import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class Profile(PracticeRow):
    """Seen by an adaptor; or attested by an administrator or on a list where none answers: due again after 90 days."""

    class Source(models.TextChoices):
        ATTESTED = "attested", "Attested by an administrator"
        ADAPTOR = "adaptor", "Told by the system itself"
        LISTED = "listed", "On a list of users that the practice exported"

    class System(models.TextChoices):
        SYSTMONE = "systmone", "SystmOne"
        EMIS = "emis", "EMIS Web"
        CIS2 = "cis2", "NHS CIS2"
        OTHER = "other", "Another system"

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, related_name="profiles"
    )
    membership_id: UUID
    system = models.CharField(max_length=20, choices=System.choices)
    user_name = models.CharField(max_length=100)
    full_name = models.CharField(max_length=200, blank=True, help_text="As the clinical system writes it.")
    role = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    seen_on = models.DateField(help_text="When it was last seen there.")
    attested_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    attested_by_id: UUID | None
    attested_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True, help_text="When it has to be attested again.")
    gone_at = models.DateTimeField(null=True, help_text="When it was found to be no longer there.")

    objects: ClassVar[PracticeQuerySet[Profile]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "system", "user_name"], name="profile_by_user")]

    def __str__(self) -> str:
        return str(self.id)
