"""How much waits at each practice, counted in its own transaction and kept where an operator may see the sums.

In one statement, written by hand: with thousands of practices it is what a worker does all day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Min, Sum
from django.db.models.functions import Coalesce

from carepost.domain.organisations.models import Practice
from carepost.domain.tenancy.context import acting_for
from carepost.domain.tenancy.figures import Standing
from carepost.ground.kernel import clock

Figures = dict[str, Any]  # Any: a number or a moment, by the name of its column

# Failures by way of conversations that count one. Every part asks an index that holds open work only, so that the
# past costs nothing.
FAILED = (
    "delivery_envelope row"
    " join correspondence_message message on message.practice_id = row.practice_id and message.id = row.message_id"
    " join correspondence_conversation conversation on conversation.practice_id = row.practice_id"
    " and conversation.id = message.conversation_id and conversation.unresolved_failures > 0"
)
# Kind: table, which of its rows, since when each of them waits.
WAITING = {
    "to_read": ("intake_arrival row", "row.state = 'stored'", "row.at"),
    "to_match": ("intake_arrival row", "row.state = 'needs_matching'", "row.at"),
    "unreadable": ("intake_arrival row", "row.state = 'unreadable'", "row.at"),
    "waiting": ("correspondence_conversation row", "row.state = 'waiting'", "row.waiting_since"),
    "urgent": (
        "correspondence_conversation row",
        "row.state = 'waiting' and row.urgent",
        "row.waiting_since",
    ),
    "to_send": (
        "delivery_envelope row",
        "(row.state = 'queued' or row.state in ('claimed', 'dot_pending'))",
        "coalesce(row.first_try_at, row.state_at)",
    ),
    "uncertain": (FAILED, "row.state = 'uncertain'", "row.state_at"),
    "refused": (FAILED, "row.state = 'refused'", "row.state_at"),
    "silent": ("organisations_servicemailbox row", "row.fault <> ''", "row.fault_since"),
}
KINDS = tuple(WAITING)
HEARD = (
    "(select min(heard_at) from organisations_servicemailbox"
    " where practice_id = %(practice)s and imap_host <> '')"
)


def _statement() -> str:
    columns = [name for kind in KINDS for name in (kind, f"{kind}_since")] + ["heard_at", "counted_at"]
    values = [f"{kind}.{what}" for kind in KINDS for what in ("many", "since")] + [HEARD, "%(now)s"]
    parts = [
        f"(select count(*) as many, min({since}) as since from {table}"  # noqa: S608  (words of ours only)
        f" where row.practice_id = %(practice)s and {which}) {kind}"
        for kind, (table, which, since) in WAITING.items()
    ]
    # A count that a crash loses is counted again: nobody waits for the disk.
    parts.append("(select set_config('synchronous_commit', 'off', true)) in_no_hurry")
    anew = ", ".join(f"{name} = excluded.{name}" for name in columns)
    return (
        f"insert into tenancy_standing (custodian, {', '.join(columns)})"  # noqa: S608
        f" select %(practice)s, {', '.join(values)} from {', '.join(parts)}"
        f" on conflict (custodian) do update set {anew}"
    )


COUNT = _statement()
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
    """Count what waits at one practice."""
    with acting_for(practice_id), connection.cursor() as cursor:
        cursor.execute(COUNT, {"practice": practice_id, "now": clock.now()})


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
