"""How much waits at each practice, counted in its own transaction and kept where an operator may see the sums."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.models import Practice, ServiceMailbox
from carepost.domain.tenancy.context import acting_for
from carepost.domain.tenancy.figures import Standing
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import clock

Figures = dict[str, Any]  # Any: a number or a moment, by the name of its column
KINDS = (
    "to_read",
    "to_match",
    "unreadable",
    "waiting",
    "urgent",
    "to_send",
    "uncertain",
    "refused",
    "silent",
)

LEAVING = (Envelope.State.QUEUED, Envelope.State.CLAIMED, Envelope.State.DOT_PENDING)
LONGEST_UNCOUNTED = """
    select practice.id from organisations_practice practice
    left join tenancy_standing standing on standing.custodian = practice.id
    where standing.counted_at is null or standing.counted_at < %s
    order by standing.counted_at nulls first limit %s
"""


def practices_to_count(older_than: timedelta, at_most: int) -> list[UUID]:
    """Those not counted for that long, the longest first."""
    with connection.cursor() as cursor:
        cursor.execute(LONGEST_UNCOUNTED, [clock.now() - older_than, at_most])
        return [row[0] for row in cursor.fetchall()]


def count_standing(practice_id: UUID) -> None:
    """Count what waits at one practice. Asks indexes that hold open work only, so the past costs nothing."""
    with acting_for(practice_id):
        found = _arrivals(practice_id) | _conversations(practice_id) | _envelopes(practice_id)
        found |= _failures(practice_id) | _mailboxes(practice_id) | {"counted_at": clock.now()}
        Standing.objects.update_or_create(custodian=practice_id, defaults=found)


def _arrivals(practice_id: UUID) -> Figures:
    state, rows = Arrival.State, Arrival.objects.of(practice_id)
    return (
        _longest(rows.filter(state=state.STORED), "to_read", "at")
        | _longest(rows.filter(state=state.NEEDS_MATCHING), "to_match", "at")
        | _longest(rows.filter(state=state.UNREADABLE), "unreadable", "at")
    )


def _conversations(practice_id: UUID) -> Figures:
    rows = Conversation.objects.of(practice_id)
    return _longest(rows.waiting(), "waiting", "waiting_since") | _longest(
        rows.urgent(), "urgent", "waiting_since"
    )


def _envelopes(practice_id: UUID) -> Figures:
    rows = Envelope.objects.of(practice_id).filter(
        Q(state="queued") | Q(state__in=["claimed", "dot_pending"])
    )
    return _longest(rows.annotate(asked_at=Coalesce("first_try_at", "state_at")), "to_send", "asked_at")


def _failures(practice_id: UUID) -> Figures:
    """By way of conversations that count a failure, for which there is an index."""
    rows = Envelope.objects.of(practice_id).filter(message__conversation__unresolved_failures__gt=0)
    return _longest(rows.filter(state=Envelope.State.UNCERTAIN), "uncertain", "state_at") | _longest(
        rows.filter(state=Envelope.State.REFUSED), "refused", "state_at"
    )


def _mailboxes(practice_id: UUID) -> Figures:
    rows = ServiceMailbox.objects.of(practice_id)
    read = rows.exclude(imap_host="").aggregate(heard_at=Min("heard_at"))
    return _longest(rows.exclude(fault=""), "silent", "fault_since") | read


def _longest(rows: QuerySet[Any], name: str, since: str) -> Figures:
    found: Figures = rows.aggregate(**{name: Count("id"), f"{name}_since": Min(since)})
    return found


def sums() -> Figures:
    """Over all practices: how many, since when, and when the practice counted longest ago was counted."""
    wanted: dict[str, Any] = {kind: Coalesce(Sum(kind), 0) for kind in KINDS}
    wanted |= {f"{kind}_since": Min(f"{kind}_since") for kind in KINDS}
    return Standing.objects.aggregate(
        **wanted, counted_at=Min("counted_at"), heard_at=Min("heard_at"), practices=Count("custodian")
    )


def of_practices(ods_codes: list[str]) -> dict[str, Figures]:
    """The figures of the practices an operator asked for by name, by ODS code."""
    names = dict(Practice.objects.filter(ods_code__in=ods_codes).values_list("id", "ods_code"))
    return {
        names[row["custodian"]]: dict(row) for row in Standing.objects.filter(custodian__in=names).values()
    }
