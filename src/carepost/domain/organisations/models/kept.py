"""A form sent while the page was locked, before they showed who they are, or elsewhere: kept until they come to it."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.identity.models import Person
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class KeptForm(PracticeRow):
    """Its person's alone. `sealed` holds what was typed, files included, with the practice's key."""

    class Why(models.TextChoices):
        LOCKED = "locked", "The page was locked"
        DRAFT = "draft", "It was on the screen when the page was locked"
        UNPROVED = "unproved", "They had to show first who they are"
        OVER = "over", "They had to sign in again"
        ELSEWHERE = "elsewhere", "They were at another of their practices"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_id: UUID
    path = models.CharField(
        max_length=1000, help_text="Where it was sent to: an address of ours, with ids only."
    )
    why = models.CharField(max_length=10, choices=Why.choices)
    sealed = models.BinaryField()
    at = models.DateTimeField()

    objects: ClassVar[PracticeQuerySet[KeptForm]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "person", "-at"], name="kept_form_of_person")]

    def __str__(self) -> str:
        return str(self.id)
