"""A person's place at a practice."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.identity.models import Person
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow
from carepost.ground.kernel import Actor, Role


class Membership(PracticeRow):
    """One person's place at one practice."""

    class State(models.TextChoices):
        INVITED = "invited", "Invited"
        AWAITING = "awaiting", "Awaiting approval"
        ACTIVE = "active", "Active"
        SUSPENDED = "suspended", "Suspended"
        LEFT = "left", "Left"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    person_id: UUID
    role = models.CharField(
        max_length=20, choices=[(role.value, role.value) for role in Role], default=Role.MEMBER
    )
    job_title = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.AWAITING)
    state_since = models.DateTimeField(null=True)
    state_reason = models.CharField(max_length=300, blank=True, help_text="Why refused, suspended or left.")
    starts_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    ends_on: models.DateField[date | None, date | None] = models.DateField(
        null=True, help_text="The last day of work (A13)."
    )
    end_told_for: models.DateField[date | None, date | None] = models.DateField(
        null=True, help_text="The last day that they and their sponsor were told of beforehand."
    )
    sponsor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        db_constraint=False,
        related_name="+",
        help_text="Who answers for somebody let in for a time.",
    )
    sponsor_id: UUID | None
    inheritor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        db_constraint=False,
        related_name="+",
        help_text="Who has the answers afterwards: a colleague, or else the team.",
    )
    inheritor_id: UUID | None
    inheriting_team = models.ForeignKey(
        "organisations.Team", on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    inheriting_team_id: UUID | None
    approved_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(
        null=True, help_text="When an administrator last said: still needed (A11)."
    )
    reviewed_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    reviewed_by_id: UUID | None
    review_told = models.JSONField(
        default=list, help_text="Reasons for a look at it that administrators were told of by mail."
    )
    last_active_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, help_text="To the day; for 90 days without work (A11)."
    )
    sends_stopped_at = models.DateTimeField(
        null=True, help_text="Found to be shared: reading only, from this hour (A3)."
    )

    objects: ClassVar[PracticeQuerySet[Membership]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "person"], name="one_membership_per_person_and_practice"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person"], name="membership_by_person")]

    def __str__(self) -> str:
        return self.person.get_full_name()

    @property
    def name(self) -> str:
        return self.person.get_full_name()

    def as_actor(self) -> Actor:
        return Actor(
            practice_id=self.practice_id,
            kind="member",
            id=str(self.id),
            name=self.name,
            role=Role(self.role),
            person_id=self.person_id,
        )
