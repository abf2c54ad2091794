"""A list and a simple page, signed in, in turn with the bare page on the same server."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from carepost.bench import practice
from carepost.bench.cpu import Meter, postmaster
from carepost.bench.inbox.run import cookie_for, surgery_of
from carepost.bench.inbox.seed import grow
from carepost.bench.report import Report, middle
from carepost.bench.server import asked
from carepost.bench.web.server import Server, load, serving
from carepost.ground.kernel import Refused

CLIENTS = 4
PAGES = {"list": "/inbox/all", "page": "/live?list=all&since=1"}
CORPUS = "a practice of 25 members and as many conversations as told, seeded by SQL; lists of 50"
NOTES = (
    "The server is `carepost serve` (granian, WSGI threads), held to one core with its database connections on any; "
    "the load is four keep-alive sockets of our own client in a process of its own (no wrk), on the other cores.",
    "list: a list of the inbox with 50 rows. page: what an open page asks every few seconds (counts, no list).",
    "bare: one line of text, with Django's session and user, one transaction and one row-level-secured count.",
    "cpu_ms_per_request is the server and the database.",
)


def run(home: Path, *, conversations: int, seconds: float, rounds: int, seed: int) -> Report:
    server, bench = asked(), practice.found(sent=0, patients=500, seed=seed)
    grow(home, surgery_of(bench), 0, conversations)
    cookie = cookie_for(bench)
    rates: dict[str, list[float]] = defaultdict(list)
    with serving() as ours, serving(bare=True) as bare:
        targets = {name: (ours, path) for name, path in PAGES.items()} | {"bare": (bare, "/bare")}
        for web, path in targets.values():  # once each, so that what is made once is made
            _asked(home, web, path, cookie, min(1.0, seconds))
        for _ in range(rounds):
            for name, (web, path) in targets.items():
                per_s, cpu = _asked(home, web, path, cookie, seconds)
                rates[f"{name}_rps"].append(per_s)
                rates[f"{name}_cpu_ms_per_request"].append(cpu)
    figures = {name: middle(values, 1) for name, values in rates.items()}
    return Report(
        bench="web",
        corpus=CORPUS,
        seed=seed,
        server=server,
        figures=figures | {"conversations": conversations, "clients": CLIENTS},
        notes=NOTES,
    )


def _asked(home: Path, web: Server, path: str, cookie: str, seconds: float) -> tuple[float, float]:
    """Answers a second, and milliseconds of processor for each."""
    meter = Meter((web.pid, postmaster(home)))
    with meter.span() as span:
        done = load(web.port, path, cookie, clients=CLIENTS, seconds=seconds)
    if done.faults or not done.answers:
        raise Refused("A page was not answered as it should be, so there is nothing to measure.")
    return done.answers / done.seconds, span.cpu / done.answers * 1000
