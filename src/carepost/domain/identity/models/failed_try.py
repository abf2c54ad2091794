"""A sign-in that failed, until it is told to whom it concerns: kept for known and unknown addresses alike."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class FailedTry(models.Model):
    """`who` is a person's id, or an id that is nobody's: to look at the table tells which, to look at the clock not."""

    who = models.UUIDField()
    at = models.DateTimeField()
    stopped = models.BooleanField(help_text="It was not even looked at: there had been too many.")
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["who", "told_at"], name="failed_tries_of")]

    def __str__(self) -> str:
        return str(self.pk)
