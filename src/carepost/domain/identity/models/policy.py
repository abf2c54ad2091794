"""What everybody who works here has to accept, version by version, and who accepted which when (A4)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from carepost.domain.identity.models.person import Person


class Policy(models.Model):
    """One version of one text; never changed, only followed by the next."""

    class Kind(models.TextChoices):
        ACCEPTABLE_USE = "acceptable_use", "Acceptable use"
        TERMS = "terms", "Terms"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    version = models.PositiveIntegerField()
    text = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "version"], name="policy_versions_differ")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Acceptance(models.Model):
    """One person accepted these words. Stays when the person leaves."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acceptances")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="acceptances")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "policy"], name="accepted_once")]

    def __str__(self) -> str:
        return str(self.pk)
