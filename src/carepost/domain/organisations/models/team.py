"""Teams share an inbox; who is in them; and what members ask for."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models.membership import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow

FIRST_TEAMS = ("Doctors", "Nurses", "Admin", "Reception", "Secretaries", "Prescribing")


class Team(PracticeRow):
    name = models.CharField(max_length=100)
    archived_at = models.DateTimeField(null=True)
    signature = models.TextField(
        blank=True, help_text="Below the author's name, where answers go to the team."
    )

    objects: ClassVar[PracticeQuerySet[Team]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "name"], name="team_names_differ")
        ]

    def __str__(self) -> str:
        return self.name


class TeamMembership(PracticeRow):
    team = models.ForeignKey(Team, on_delete=models.CASCADE, db_constraint=False, related_name="places")
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, db_constraint=False, related_name="places"
    )

    objects: ClassVar[PracticeQuerySet[TeamMembership]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "team", "membership"], name="in_a_team_once"),
        ]


class TeamRequest(PracticeRow):
    """A member asks for a team; an administrator makes it, or says why not."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for an administrator"
        MADE = "made", "Made"
        REFUSED = "refused", "Refused"

    name = models.CharField(max_length=100)
    reason = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    asked_by_id: UUID
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    decided_by_id: UUID | None
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    objects: ClassVar[PracticeQuerySet[TeamRequest]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name
