"""Common, rare and absent names by the verb that pages use, as the app, under row-level security."""

from __future__ import annotations

import time
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from carepost.actions.conversations.look import search_patients
from carepost.actions.practices.found import found_practice
from carepost.bench import practice
from carepost.bench.practice import Bench
from carepost.bench.report import Report, percentile
from carepost.bench.search.seed import RARE, fill
from carepost.bench.server import asked
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, OdsCode

WORDS = {
    "common family name": "ashdown",
    "common given name": "asha",
    "two words": "birkett dylan",
    "common beginning": "a",
    "with a date of birth": "ashdown 3/5/1985",
    "rare": RARE.lower(),
    "absent": "zzyzx",
    "two words, absent together": f"{RARE.lower()} zzyzx",
}
WARM = 3
CORPUS = "patients seeded by SQL: 36 family names in pairs, one rare name, most of them in other practices"
NOTES = (
    "Searched: patients by name and date of birth, by the verb behind the patient picker, its ledger entry and its "
    "commit included. Letters cannot be searched yet, so there is nothing to measure of that.",
    "plans: whether each search names the practice and reads an index, from the database's own plan.",
)


def run(home: Path, *, patients: int, elsewhere: int, asks: int, seed: int) -> Report:
    server, bench = asked(), practice.found(sent=0, patients=1, seed=seed)
    other = found_practice(name="Millbrook Practice", ods_code=OdsCode("Y90002"))
    fill(home, {bench.practice_id: patients, other.id: elsewhere})
    actor = _somebody(bench)
    taken = {kind: _asked(actor, words, asks) for kind, words in WORDS.items()}
    everything = [one for times in taken.values() for one in times]
    figures = {
        "search_p95_ms": percentile(everything, 95),
        "search_max_ms": max(round(one, 2) for one in everything),
        "by_kind_p95_ms": {kind: percentile(times, 95) for kind, times in taken.items()},
        "plans": {kind: _plan(actor, words) for kind, words in WORDS.items()},
        "searched": "patients by name and date of birth",
        "patients": patients,
        "patients_elsewhere": elsewhere,
        "asks": asks,
    }
    return Report(bench="search", corpus=CORPUS, seed=seed, server=server, figures=figures, notes=NOTES)


def _somebody(bench: Bench) -> Actor:
    with acting_for(bench.practice_id):
        member = Membership.objects.of(bench.practice_id).select_related("person").order_by("id")[0]
        return member.as_actor()


def _asked(actor: Actor, words: str, asks: int) -> list[float]:
    taken = []
    for _ in range(asks + WARM):
        start = time.perf_counter()
        with acting_for(actor.practice_id):
            search_patients(actor=actor, words=words)
        taken.append((time.perf_counter() - start) * 1000)
    return taken[WARM:]


def _plan(actor: Actor, words: str) -> str:
    """ "scoped, by index": the practice is a condition of the plan, and no table is read from end to end.

    The planner reads a table of a few hundred rows whole whatever the index, so only large ones tell.
    """
    with acting_for(actor.practice_id):
        with CaptureQueriesContext(connection) as seen:
            search_patients(actor=actor, words=words)
        query = next(one["sql"] for one in seen.captured_queries if "patients_patient" in one["sql"])
        with connection.cursor() as cursor:
            cursor.execute("explain " + query.replace("%", "%%"), [])
            plan = "\n".join(row[0] for row in cursor.fetchall())
    scoped = "practice_id =" in plan
    return f"{'scoped' if scoped else 'NOT scoped'}, {'whole table' if 'Seq Scan' in plan else 'by index'}"
