"""Tokens of directories, and each user and group a directory has brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.organisations.models import Invitation, Membership, Team
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class ProvisioningToken(PracticeRow):
    """What a directory shows with each request: kept as a hash, ended by an administrator."""

    name = models.CharField(max_length=100, help_text="As people here call the directory.")
    secret_hash = models.CharField(max_length=64, help_text="SHA-256 of the secret, hex.")
    made_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    made_by_id: UUID
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, help_text="Give or take a minute.")
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[ProvisioningToken]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return str(self.id)


class ScimResource(PracticeRow):
    """One user or group as the directory describes it, beside the place or team it stands for here.

    A user has a membership once there is one, before that an invitation; neither, where the directory gave no
    address and name to invite by. A removed one stays, with `gone_at`: its id is never given again.
    """

    class Kind(models.TextChoices):
        USER = "User", "A person"
        GROUP = "Group", "A team"

    kind = models.CharField(max_length=5, choices=Kind.choices)
    handle = models.CharField(
        max_length=300, help_text="userName or displayName in small letters: once among those of its kind."
    )
    external_id = models.CharField(max_length=300, blank=True, help_text="The directory's own id.")
    document: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        help_text="All the directory says, in SCIM's names; no passwords."
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    gone_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    membership_id: UUID | None
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    invitation_id: UUID | None
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    team_id: UUID | None

    objects: ClassVar[PracticeQuerySet[ScimResource]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "kind", "handle"],
                condition=models.Q(gone_at=None),
                name="scim_handles_differ",
            ),
            models.UniqueConstraint(
                fields=["practice", "membership"],
                condition=models.Q(gone_at=None),
                name="scim_one_for_a_membership",
            ),
            models.UniqueConstraint(
                fields=["practice", "team"], condition=models.Q(gone_at=None), name="scim_one_for_a_team"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["practice", "kind", "external_id"], name="scim_by_external_id"),
            models.Index(fields=["practice", "kind", "created_at"], name="scim_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.id)
