"""Signs that a log-in is shared (A7): facts for a person to judge, never a verdict."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models.membership import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class SharingSign(PracticeRow):
    """One kind of sign about one member, counted; open until somebody has dealt with it."""

    class Kind(models.TextChoices):
        TWO_PLACES = "two_places", "At work in two places at the same time"
        TELEPHONE = "telephone", "A telephone that another account uses too"
        SWITCHBOARD = "switchboard", "The practice's switchboard as a personal telephone"
        CLINICAL_USERS = "clinical_users", "Two users of the clinical system behind one account"

    class State(models.TextChoices):
        OPEN = "open", "To be looked at"
        EXPLAINED = "explained", "Explained"
        MOVING = "moving", "Being moved to accounts of their own"

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, related_name="sharing_signs"
    )
    membership_id: UUID
    kind = models.CharField(max_length=20, choices=Kind.choices)
    evidence = models.JSONField(
        default=dict, help_text="Times, kinds of device and ids; no addresses of machines."
    )
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    decided_by_id: UUID | None
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    objects: ClassVar[PracticeQuerySet[SharingSign]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "membership", "kind"],
                name="one_open_sign_of_a_kind",
                condition=models.Q(state="open"),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
