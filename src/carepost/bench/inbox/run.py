"""Every list, asked for again and again, as the practice grows; beside it what the counts alone take."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

from carepost.bench import practice
from carepost.bench.inbox.seed import Surgery, grow
from carepost.bench.practice import Bench
from carepost.bench.report import Report, percentile
from carepost.bench.server import asked
from carepost.bench.signed_in import Pages, cookie_of
from carepost.domain.correspondence.counts import counts_of
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.waiting import how_many_to_match

WARM = 3
LATER = re.compile(rb'href="([^"]*\?page=a[^"]*)"')
CORPUS = (
    "conversations seeded by SQL into one practice of 25 members: one of 100 waits here, four for an answer, the "
    "rest are done; one item of 200 needs matching"
)
NOTES = (
    "list_p95_ms is the web process's own work for a list of 50, from request to the last octet, called without a "
    "socket: session, second step, membership, row-level security, queries, template; 95th percentile over all lists.",
    "badge_p95_ms is the counts in the navigation: one transaction with its own setting of whom it acts for.",
)


def run(home: Path, *, sizes: Sequence[int], asks: int, seed: int) -> Report:
    server, bench = asked(), practice.found(sent=0, patients=2_000, seed=seed)
    surgery = surgery_of(bench)
    lists: dict[str, float] = {}
    views: dict[str, dict[str, float]] = {}
    badges: dict[str, float] = {}
    largest, known = 0, 0
    pages = Pages(cookie_for(bench))
    for size in sorted(sizes):
        grow(home, surgery, known, size)
        known = size
        taken = {name: _asked(pages, path, asks) for name, path in _paths(pages, surgery).items()}
        views[str(size)] = {name: percentile(times, 95) for name, (times, _) in taken.items()}
        lists[str(size)] = percentile([one for times, _ in taken.values() for one in times], 95)
        badges[str(size)] = percentile(_counted(bench, asks), 95)
        largest = max(largest, *(octets for _, octets in taken.values()))
    figures = {
        "list_p95_ms": lists,
        "badge_p95_ms": badges,
        "html_kb": round(largest / 1000, 1),
        "by_list": views,
        "asks": asks,
    }
    return Report(bench="inbox", corpus=CORPUS, seed=seed, server=server, figures=figures, notes=NOTES)


def surgery_of(bench: Bench) -> Surgery:
    with acting_for(bench.practice_id):
        members = Membership.objects.of(bench.practice_id).order_by("id").values_list("id", flat=True)
        teams = Team.objects.of(bench.practice_id).order_by("id").values_list("id", flat=True)
        patients = Patient.objects.of(bench.practice_id).values_list("id", flat=True)
        return Surgery(bench.practice_id, bench.mailbox_id, list(members), list(teams), list(patients))


def cookie_for(bench: Bench) -> str:
    with acting_for(bench.practice_id):
        member = Membership.objects.of(bench.practice_id).order_by("id")[0]
    return cookie_of(str(member.person_id))


def _paths(pages: Pages, surgery: Surgery) -> dict[str, str]:
    names = ("my", "unassigned", "urgent", "failed", "awaiting-reply", "all", "done")
    paths = {name: f"/inbox/{name}" for name in names} | {"matching": "/matching"}
    paths["team"] = f"/inbox/team/{surgery.teams[0]}"
    later = LATER.search(pages.get("/inbox/all")[1])
    if later:
        paths["all, later"] = later[1].decode().replace("&amp;", "&")
    return paths


def _asked(pages: Pages, path: str, asks: int) -> tuple[list[float], int]:
    for _ in range(WARM):
        _, body = pages.get(path)
    return [pages.get(path)[0] for _ in range(asks)], len(body)


def _counted(bench: Bench, asks: int) -> list[float]:
    taken = []
    for _ in range(asks + WARM):
        start = time.perf_counter()
        with acting_for(bench.practice_id):
            counts_of(bench.practice_id)
            how_many_to_match(bench.practice_id)
        taken.append((time.perf_counter() - start) * 1000)
    return taken[WARM:]
