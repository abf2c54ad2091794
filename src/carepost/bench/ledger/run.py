"""Verify, append, place: the three costs of a ledger that nobody can quietly change."""

from __future__ import annotations

import threading
import time
from uuid import UUID

import psycopg

from carepost.actions.practices.found import found_practice
from carepost.bench.ledger import appending, seed, verifying
from carepost.bench.report import Report, middle
from carepost.bench.server import asked
from carepost.config.database import conninfo
from carepost.config.instance import Instance
from carepost.doors.jobs.worker import sequencer_thread
from carepost.ground.kernel import Actor, OdsCode, Unavailable

SIDE_BY_SIDE = 4
PER_MESSAGE = 2
"""entries that a received message writes: stored, and filed"""
INGEST_MS = 5.0
"""of processor, which a received message may cost in all (SPD2)"""
PATIENCE = 120.0
"""seconds"""
CORPUS = (
    "entries of received messages, their lines written by our own code; the export is what an outsider gets"
)
NOTES = (
    "verify_per_s runs verifier/carepost_verify.py over the export, with the checkpoints kept outside the database, "
    "from the start of the process to its end; hashes_per_s is SHA-256 of the same lines by one process that does "
    "nothing else.",
    "append_cpu_ms is one more entry in a transaction that is there anyway, ours and the database's; its share is of "
    "the 5 ms that a received message may cost, which writes two.",
    "append_per_s: each entry committed alone, by one thread, by four in one practice, by four in one each.",
    "placed_within_s: from the last commit of a burst until the sequencer, run as the worker runs it, has placed all.",
)


def run(instance: Instance, *, entries: int, appends: int, rounds: int, seed_number: int) -> Report:
    server = asked()
    practices = [_founded(number) for number in range(SIDE_BY_SIDE)]
    first = practices[0]
    each = [appending.cpu_ms(instance.home, first, appends) for _ in range(rounds)]
    alone = [appending.per_s([first], appends) for _ in range(rounds)]
    one = [appending.per_s([first] * SIDE_BY_SIDE, appends) for _ in range(rounds)]
    apart = [appending.per_s(practices, appends) for _ in range(rounds)]
    placed = _placed_within(instance)
    lines = seed.write(instance.home, Actor.system("bench", first), entries)
    file, total, seconds = verifying.export(instance, "Y91000")
    verified, hashed = [], []
    for _ in range(rounds):
        verified.append(verifying.verify(instance, file, total))
        hashed.append(verifying.hashes_per_s(lines))
    cost = middle(each, 3)
    figures = {
        "verify_per_s": middle(verified, 0),
        "append_cpu_ms": cost,
        "append_share_of_ingest": round(cost * PER_MESSAGE / INGEST_MS, 3),
        "append_per_s": middle(alone, 1),
        "append_per_s_four_in_one_practice": middle(one, 1),
        "append_per_s_four_practices": middle(apart, 1),
        "placed_within_s": round(placed, 2),
        "export_per_s": round(total / seconds),
        "entries": total,
    }
    peers = {"hashes_per_s": middle(hashed, 0)}
    return Report(
        bench="ledger",
        corpus=CORPUS,
        seed=seed_number,
        server=server,
        figures=figures,
        peers=peers,
        notes=NOTES,
    )


def _founded(number: int) -> UUID:
    return found_practice(name=f"Practice {number}", ods_code=OdsCode(f"Y{91000 + number}")).id


def _placed_within(instance: Instance) -> float:
    """Seconds until nothing waits for its place."""
    stop, start = threading.Event(), time.perf_counter()
    thread = sequencer_thread(instance, stop)
    try:
        with psycopg.connect(conninfo(instance, "ledger"), autocommit=True) as connection:
            while connection.execute("select 1 from ledger_unplaced limit 1").fetchone():
                if time.perf_counter() - start > PATIENCE:
                    raise Unavailable("The sequencer did not place what was appended in two minutes.")
                time.sleep(0.05)
        return time.perf_counter() - start
    finally:
        stop.set()
        thread.join()
