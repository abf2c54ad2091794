"""Everything an operator's figures are made of, read in a handful of queries that look at no practice's rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Count, Min

from carepost.actions.notices.standing import Standing, standing
from carepost.actions.watching import standings
from carepost.actions.watching.pulses import Living, pulses
from carepost.actions.watching.standings import Figures
from carepost.domain.tenancy import services
from carepost.domain.tenancy.models import Due
from carepost.ground.kernel import CarepostError, clock

CONNECTIONS = """
    select numbackends, current_setting('max_connections')::int from pg_stat_database
    where datname = current_database()
"""
# What was done well is not kept; a failed one stays for a person to look at.
JOBS = """
    select status::text, count(*) from procrastinate_jobs
    where status in ('todo', 'doing', 'failed') group by status
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found at one moment. `due` is by kind of work: how many practices, and since when."""

    at: datetime
    sums: Figures
    practices: dict[str, Figures]
    due: dict[str, tuple[int, datetime]]
    jobs: dict[str, int]
    pulses: list[Living]
    notices: Standing
    connections: int
    most_connections: int
    room: int | None = field(default=None)


def read_figures(ods_codes: list[str]) -> Reading:
    """Raises Django's database errors; the caller says that the database is away."""
    connections, most = _connections()
    return Reading(
        at=clock.now(),
        sums=standings.sums(),
        practices=standings.of_practices(ods_codes) if ods_codes else {},
        due=_due(),
        jobs=_jobs(),
        pulses=pulses(),
        notices=standing(),
        connections=connections,
        most_connections=most,
        room=_room(),
    )


def _due() -> dict[str, tuple[int, datetime]]:
    late = Due.objects.filter(at__lte=clock.now()).values_list("work")
    return {work: (count, since) for work, count, since in late.annotate(Count("id"), Min("at"))}


def _jobs() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(JOBS)
        return dict(cursor.fetchall())


def _connections() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(CONNECTIONS)
        found: tuple[int, int] = cursor.fetchone()
    return found


def _room() -> int | None:
    try:
        return services.vault().room()
    except CarepostError:
        return None
