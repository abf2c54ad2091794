"""Moving a practice off a shared log-in, step by step, until its closing date (A3)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models.membership import Membership
from carepost.domain.organisations.models.team import Team
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class Transition(PracticeRow):
    """A shared mailbox or log-in elsewhere, or an account here that was found to be shared."""

    class Case(models.TextChoices):
        ELSEWHERE = "elsewhere", "A shared log-in or mailbox elsewhere"
        HERE = "here", "An account here that is shared"

    class State(models.TextChoices):
        OPEN = "open", "Under way"
        CLOSED = "closed", "Closed"
        UNDONE = "undone", "Undone"

    name = models.CharField(max_length=200, help_text="What people call the shared log-in.")
    case = models.CharField(max_length=10, choices=Case.choices)
    shared = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    shared_id: UUID | None
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    team_id: UUID | None
    signature = models.TextField(
        blank=True, help_text="What the shared log-in signed with; the team's from now on."
    )
    signature_before = models.TextField(blank=True, help_text="What that team signed with before.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    begun_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    begun_by_id: UUID
    begun_at = models.DateTimeField()
    closes_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[Transition]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name
