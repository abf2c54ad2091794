"""The benchmark of the way in: rounds with one worker and with two, the peer in turn, then the growth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carepost.bench import practice, server
from carepost.bench.corpus import SENTENCE, letters
from carepost.bench.cpu import Span
from carepost.bench.ingest import growth, peer
from carepost.bench.ingest.crew import Crew, crew
from carepost.bench.ingest.truth import changed_by_redelivery, truth_of
from carepost.bench.practice import Bench
from carepost.bench.report import ROUNDS, Report, middle

WARM_UP = 50
WORKERS = 2
SENT = 300
"""letters out, at most; each is answered many times"""
NOTES = (
    "A letter is taken in by the verb that fetcher and listener call with it, then read by the one a drain calls: "
    "stored and acknowledged on disk, parsed in the child, screened, matched, placed, on the ledger, committed. The "
    "mail protocol itself is in the peer's figure and not in ours.",
    "cpu_ms_per_message is user and system time of workers, parser children and every process of the database.",
)


@dataclass(slots=True)
class Measured:
    """`spans` by workers, `peers` (all, its server alone) and `after` the growth: one for each round."""

    home: Path
    bench: Bench
    seed: int
    messages: int
    spans: dict[int, list[Span]] = field(default_factory=lambda: {1: [], WORKERS: []})
    peers: list[tuple[Span, Span]] = field(default_factory=list)
    after: list[Span] = field(default_factory=list)
    taken: int = 0

    def warm(self, workers: Crew) -> None:
        """Each worker has its connection, its parser and its plans before anything is timed."""
        self._take(workers, min(self.messages, WARM_UP), WORKERS)

    def round(self, workers: Crew, beside: peer.Peer | None) -> None:
        for size, spans in self.spans.items():
            spans.append(self._take(workers, self.messages, size))
        if beside:
            first = self.taken - self.messages
            made = letters(self.messages, self.seed, self.bench.address, self.bench.sent, first=first)
            self.peers.append(beside.take([letter.raw for letter in made]))

    def grown(self, workers: Crew) -> None:
        self.after.append(self._take(workers, self.messages, WORKERS))

    def per_second(self, spans: Sequence[Span]) -> float:
        return middle([self.messages / span.wall for span in spans], 1)

    def cpu_ms(self, spans: Sequence[Span]) -> float:
        return middle([1000 * span.cpu / self.messages for span in spans])

    def _take(self, workers: Crew, count: int, size: int) -> Span:
        span = workers.take(self.home, self.taken, count, size)
        self.taken += count
        return span


def run(
    home: Path,
    *,
    messages: int,
    stored: int,
    seed: int,
    rounds: int = ROUNDS,
    patients: int = practice.PATIENTS,
) -> Report:
    """`messages` a round; `stored` messages are seeded by SQL before the second half."""
    facts = server.asked()
    bench = practice.found(sent=min(SENT, messages), seed=seed, patients=patients)
    measured = Measured(home, bench, seed, messages)
    with crew(home, bench, seed, WORKERS) as workers, _peer() as beside:
        measured.warm(workers)
        before = server.rows_written()
        for _ in range(rounds):
            measured.round(workers, beside)
        written = server.rows_written() - before
        if stored:
            growth.store(home, bench, stored)
            measured.warm(workers)
            for _ in range(rounds):
                measured.grown(workers)
    reason = peer.why_not()
    return Report(
        bench="ingest",
        corpus=SENTENCE,
        seed=seed,
        server=facts,
        figures=_figures(measured, stored) | {"rss_mib": workers.peak},
        peers=_beside(measured),
        rows_per_message=round(written / (messages * rounds * len(measured.spans)), 1),
        notes=[*NOTES, *([reason] if reason else [])],
    )


def _figures(measured: Measured, stored: int) -> dict[str, Any]:
    truth = truth_of(measured.bench, measured.seed, measured.taken)
    two, grown = measured.spans[WORKERS], measured.after
    return {
        "ingest_per_s": measured.per_second(two),
        "ingest_per_s_one_worker": measured.per_second(measured.spans[1]),
        "cpu_ms_per_message": measured.cpu_ms(two),
        "lost": truth.lost + truth.stuck,
        "doubled": truth.doubled,
        "changed": truth.changed,
        "threads_right": truth.threads_right,
        "matched_wrongly": truth.wrong,
        "matched_by_itself": truth.by_itself,
        "changed_by_redelivery": changed_by_redelivery(measured.bench, measured.seed, measured.taken),
        "rate_at": {"1000": measured.per_second(two)}
        | ({str(stored): measured.per_second(grown)} if grown else {}),
        "cpu_ms_at": {"1000": measured.cpu_ms(two)}
        | ({str(stored): measured.cpu_ms(grown)} if grown else {}),
        "messages": measured.taken,
        "states": truth.states,
    }


def _beside(measured: Measured) -> dict[str, Any]:
    if not measured.peers:
        return {"dovecot_per_s": None, "dovecot_cpu_ms_per_message": None}
    alone = [server for _, server in measured.peers]
    return {
        "dovecot_per_s": measured.per_second([span for span, _ in measured.peers]),
        "dovecot_cpu_ms_per_message": measured.cpu_ms(alone),
    }


@contextmanager
def _peer() -> Iterator[peer.Peer | None]:
    if peer.why_not():
        yield None
        return
    with peer.running() as found:
        yield found
