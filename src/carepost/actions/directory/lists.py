"""Putting a new version of a domain list in force, for every practice; each ledger says so."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from carepost.domain.directory.importing import Problem, read, store
from carepost.domain.directory.models import DomainList
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Practice
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, clock


def import_domain_list(
    *, kind: str, source: str, published_on: date, raw: bytes
) -> tuple[DomainList, tuple[Problem, ...]]:
    """The new version and the lines that were left out of it. Done at the console, for the whole installation."""
    reading = read(raw)

    with transaction.atomic():
        made = store(DomainList.Kind(kind), source, published_on, raw, reading.rows, clock.now())
        for practice_id in Practice.objects.values_list("id", flat=True):
            with acting_for(practice_id):
                detail = {"source": source, "sha256": made.sha256, "published_on": str(published_on)}
                actor = Actor.system("console", practice_id)
                record(actor=actor, event=Event.LIST_IMPORTED, about={"list": made.id}, detail=detail)
    return made, tuple(reading.problems)
