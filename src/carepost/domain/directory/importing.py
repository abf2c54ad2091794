"""Keeps a list that was read as a new version; the versions before it stay."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from carepost.domain.directory.list_files import Problem, Reading, Row, read
from carepost.domain.directory.models import DomainList, ListedDomain
from carepost.ground.kernel import Refused

__all__ = ["Problem", "Reading", "Row", "read", "store"]


def store(
    kind: DomainList.Kind, source: str, published_on: date, raw: bytes, rows: Sequence[Row], now: datetime
) -> DomainList:
    """The new version, whole or not at all: nobody is ever judged by half a list."""
    if not rows:
        raise Refused("There is no domain in this list, so it was not imported. The last one stays in force.")
    if published_on > now.date() + timedelta(days=1):
        raise Refused("This list is dated in the future, so it would never grow old. Check its date.")

    with transaction.atomic():
        version = DomainList.objects.create(
            kind=kind,
            source=source,
            published_on=published_on,
            imported_at=now,
            sha256=hashlib.sha256(raw).hexdigest(),
        )
        listed = [
            ListedDomain(domain_list=version, domain=row.domain, organisation=row.organisation)
            for row in rows
        ]
        ListedDomain.objects.bulk_create(listed, batch_size=1000)
    return version
