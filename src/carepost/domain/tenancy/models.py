"""Which custodian has work waiting, since when: what sweepers read, for they may see no practice's rows at large."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models, transaction

from carepost.domain.tenancy import statements


class Due(models.Model):
    """Holds no content. Raised in the transaction that makes the work, lowered when none is left."""

    class Work(models.TextChoices):
        SEND = "send", "Envelopes to send"
        SETTLE = "settle", "Sends to settle"
        READ = "read", "Arrivals to read"
        NOTICES = "notices", "Notices to send"

    custodian = models.UUIDField()
    work = models.CharField(max_length=10, choices=Work.choices)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["custodian", "work"], name="due_once")]

    def __str__(self) -> str:
        return f"{self.work} at {self.at}"


# The row is locked until the work is committed: `lower_due` then waits, and sees it. Where it is raised already
# the lock is one that many can hold, so that two who make work for a practice do not wait for each other's commit.
RAISE = """
    with raised as (
        select 1 from tenancy_due where custodian = %(custodian)s and work = %(work)s and at <= %(at)s
        for key share)
    insert into tenancy_due (custodian, work, at)
    select %(custodian)s, %(work)s, %(at)s where not exists (select from raised)
    on conflict (custodian, work) do update set at = least(tenancy_due.at, excluded.at)
"""


def raise_due(custodian: UUID, work: Due.Work, at: datetime) -> None:
    """Work waits from `at`; an earlier time already raised stands."""
    statements.run(RAISE, {"custodian": custodian, "work": work.value, "at": at})


def custodians_due(work: Due.Work, now: datetime) -> list[UUID]:
    return list(Due.objects.filter(work=work, at__lte=now).order_by("at").values_list("custodian", flat=True))


def lower_due(custodian: UUID, work: Due.Work, next_due: Callable[[], datetime | None]) -> None:
    """After a drain: due again at what `next_due` says, asked once nobody can be raising it meanwhile."""
    with transaction.atomic():
        row = Due.objects.select_for_update().filter(custodian=custodian, work=work).first()
        if row is None:
            return
        at = next_due()
        if at is None:
            row.delete()
        else:
            Due.objects.filter(pk=row.pk).update(at=at)
