"""A change of somebody's name, address or telephone: proved anew, and waiting for an administrator (A8)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models.membership import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class DetailChange(PracticeRow):
    """One wish to change one thing; nothing changes until an administrator has said yes."""

    class Detail(models.TextChoices):
        NAME = "name", "Name"
        EMAIL = "email", "E-mail address"
        TELEPHONE = "telephone", "Telephone"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for an administrator"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Taken back"

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, related_name="changes"
    )
    membership_id: UUID
    detail = models.CharField(max_length=10, choices=Detail.choices)
    before = models.CharField(max_length=400, help_text="As it is written on a page; empty for none.")
    after = models.CharField(max_length=400)
    parts = models.JSONField(default=dict, help_text="Of a name: what it is made of.")
    asked_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True, help_text="When the code sent to the new one came back.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    decided_by_id: UUID | None
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[PracticeQuerySet[DetailChange]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "membership", "detail"],
                condition=models.Q(state="waiting"),
                name="one_waiting_change_of_a_detail",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_proved(self) -> bool:
        """A name needs no proof; an administrator knows whom they have before them."""
        return self.detail == self.Detail.NAME or self.proved_at is not None
