"""Asking somebody to join: the state *invited*, before there is an account."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models.membership import Membership
from carepost.domain.organisations.models.team import Team
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow
from carepost.ground.kernel import Role


class Invitation(PracticeRow):
    """One person is asked by name, at an address of their own. The link holds a secret that is kept as a hash only."""

    class State(models.TextChoices):
        WAITING = "waiting", "Invited"
        ACCEPTED = "accepted", "Accepted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    email = models.EmailField()
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    known_as = models.CharField(max_length=100, blank=True)
    role = models.CharField(
        max_length=20, choices=[(role.value, role.value) for role in Role], default=Role.MEMBER
    )
    job_title = models.CharField(max_length=100, blank=True)
    teams = models.JSONField(default=list, help_text="Ids of the teams they join.")
    telephone = models.CharField(
        max_length=16, blank=True, help_text="As a list gave it; nothing until the person has proved it."
    )
    clinical_user = models.CharField(
        max_length=100,
        blank=True,
        help_text="Where to look them up in the clinical system, as a list gave it.",
    )
    token_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    pre_approved = models.BooleanField(
        default=False,
        help_text="The sponsor has approved already (A13): they work as soon as they are proved.",
    )
    profile = models.JSONField(
        default=dict,
        help_text="What the sponsor saw in the clinical system: system, user_name, role, seen_on.",
    )
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    invited_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    invited_by_id: UUID | None
    inheritor = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    inheritor_id: UUID | None
    inheriting_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    inheriting_team_id: UUID | None
    transition = models.ForeignKey(
        "organisations.Transition",
        on_delete=models.PROTECT,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    transition_id: UUID | None
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    membership_id: UUID | None
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[Invitation]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["practice", "token_hash"], name="invitation_by_token"),
            models.Index(fields=["practice", "email"], name="invitation_by_email"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_of_the_console(self) -> bool:
        """Made there for an administrator: whoever runs the installation answers for the person."""
        return self.pre_approved and self.invited_by_id is None
