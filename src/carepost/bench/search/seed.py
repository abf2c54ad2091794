"""Patients by the hundred thousand, seeded by SQL: common names, and one that only one patient of the practice has."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import psycopg

from carepost.bench.corpus.words import FAMILY, GIVEN
from carepost.ground.postgres.roles import DATABASE
from carepost.ground.postgres.server import Server

RARE = "Quillfeather"
EVERY = 100_000
"""patients elsewhere, of whom one has the rare name too: an unscoped search would find them"""
# The numbers begin with 0, which no NHS number does: they are unique, and nobody's.
_PATIENTS = """
    with those as (
        select n, case when n %% %(every)s = 7 then %(rare)s else
                (%(families)s::text[])[1 + n %% 36] || '-' || (%(families)s::text[])[1 + (n / 36) %% 36] end as family,
            (%(given)s::text[])[1 + n %% 31] || ' ' || (%(given)s::text[])[1 + (n / 31) %% 36] as given
        from generate_series(%(first)s::bigint, %(last)s::bigint - 1) n)
    insert into patients_patient (practice_id, id, nhs_number, family_name, given_name, folded_name,
        date_of_birth, sex, status, source, confirmed_at)
    select %(practice)s, gen_random_uuid(), lpad(n::text, 10, '0'), family, given,
        lower(replace(family, '-', ' ') || ' ' || given), date '1930-01-01' + (n %% 34000)::int, 'unknown',
        'registered', 'made up', now()
    from those
"""


def fill(home: Path, practices: dict[UUID, int]) -> None:
    """So many patients for each practice."""
    with psycopg.connect(Server(home).superuser_conninfo(DATABASE), autocommit=True) as connection:
        first = 1
        for practice, count in practices.items():
            span = {"practice": practice, "first": first, "last": first + count}
            names = {"families": list(FAMILY), "given": list(GIVEN), "rare": RARE, "every": min(EVERY, count)}
            connection.execute(_PATIENTS, span | names)
            first += count
        connection.execute("vacuum analyze patients_patient")
        connection.execute("checkpoint")
