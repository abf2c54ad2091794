"""Whom a provider of single sign-on means (A6)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.identity.models.person import Person
from carepost.domain.identity.models.sitting import Sitting
from carepost.ground.kernel import new_id


class SignOnLink(models.Model):
    """A provider's subject is this person. Global, as people are; one of each for a person and an issuer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_on_links")
    person_id: UUID
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255, help_text="What the provider calls this person, for ever.")
    linked_at = models.DateTimeField()
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_person_for_each_subject"),
            models.UniqueConstraint(fields=["person", "issuer"], name="one_subject_of_each_issuer"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SignOnSitting(models.Model):
    """A sitting that began by single sign-on, and what the provider calls it: by this it can be ended from there."""

    sitting = models.OneToOneField(
        Sitting, on_delete=models.CASCADE, primary_key=True, related_name="sign_on"
    )
    sitting_id: UUID
    link = models.ForeignKey(SignOnLink, on_delete=models.CASCADE, related_name="sittings")
    link_id: UUID
    session = models.CharField(max_length=255, blank=True)

    def __str__(self) -> str:
        return str(self.sitting_id)


class SpentToken(models.Model):
    """A token that may come once, remembered until it is too old to be believed anyway."""

    digest = models.CharField(
        max_length=64, primary_key=True, help_text="SHA-256 of issuer and token id, hex."
    )
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest
