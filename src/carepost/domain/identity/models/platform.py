"""People of the platform: they help practices and never see a patient."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from carepost.domain.identity.models.person import Person


class PlatformPlace(models.Model):
    """A person's place at whoever runs this installation; given at the console."""

    class Role(models.TextChoices):
        SUPPORT = "support", "Support"
        APPROVER = "approver", "Approver of first administrators"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="platform_place")
    person_id: UUID
    role = models.CharField(max_length=10, choices=Role.choices)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.person_id)
