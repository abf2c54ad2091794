"""Which custodian has work waiting since when: what sweepers read, since they may see no practice's rows at large."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models.functions import Least


class Due(models.Model):
    """Holds no content. A wake-up is raised in the transaction that makes the work and lowered when none is left."""

    class Work(models.TextChoices):
        SEND = "send", "Envelopes to send"
        SETTLE = "settle", "Sends to settle"
        READ = "read", "Arrivals to read"

    custodian = models.UUIDField()
    work = models.CharField(max_length=10, choices=Work.choices)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["custodian", "work"], name="due_once")]

    def __str__(self) -> str:
        return f"{self.work} at {self.at}"


def raise_due(custodian: UUID, work: Due.Work, at: datetime) -> None:
    """Work waits from `at`; an earlier time already raised stands."""
    row, made = Due.objects.get_or_create(custodian=custodian, work=work, defaults={"at": at})
    if not made:
        Due.objects.filter(pk=row.pk).update(at=Least("at", models.Value(at, models.DateTimeField())))


def custodians_due(work: Due.Work, now: datetime) -> list[UUID]:
    return list(Due.objects.filter(work=work, at__lte=now).order_by("at").values_list("custodian", flat=True))


def move_due(custodian: UUID, work: Due.Work, seen: datetime, to: datetime | None) -> None:
    """After a sweep begun at `seen`: none left before `to`. Work raised meanwhile (a later `at`) is not forgotten."""
    rows = Due.objects.filter(custodian=custodian, work=work, at__lte=seen)
    if to is None:
        rows.delete()
    else:
        rows.update(at=to)
