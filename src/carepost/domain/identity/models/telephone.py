"""A person's own telephone: proved by a code, and perhaps a second step (A1)."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from carepost.domain.identity.models.person import Person


class Telephone(models.Model):
    """Not unique among people: two accounts with one number are a sign of sharing, to be shown and judged (A7)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="telephone")
    person_id: UUID
    number = models.CharField(max_length=16, db_index=True, help_text="E.164, as +447700900123.")
    proved_at = models.DateTimeField(null=True)
    is_second_step = models.BooleanField(
        default=False, help_text="A code by text message: weak, and marked so."
    )

    def __str__(self) -> str:
        return str(self.person_id)
