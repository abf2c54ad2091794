"""The practice's own computers, enrolled so that people can change places at them quickly (A6)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.identity.models import Person
from carepost.domain.organisations.models.membership import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class Device(PracticeRow):
    """A browser at one of the computers, known by a cookie that names the practice and holds a secret."""

    name = models.CharField(max_length=100, help_text="As people here call the computer.")
    secret_hash = models.CharField(max_length=64, help_text="SHA-256 of the secret, hex.")
    enrolled_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    enrolled_by_id: UUID
    enrolled_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[Device]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "secret_hash"], name="device_by_secret")]

    def __str__(self) -> str:
        return str(self.id)


class FullSignIn(PracticeRow):
    """When a person last signed in whole at this device: once a day, then a key or a telephone is enough."""

    device = models.ForeignKey(
        Device, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="sign_ins"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_id: UUID
    at = models.DateTimeField()

    objects: ClassVar[PracticeQuerySet[FullSignIn]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "device", "person"], name="one_full_sign_in_at_a_device"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
