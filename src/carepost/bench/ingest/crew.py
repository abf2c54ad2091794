"""Worker processes of the benchmark, told what to do by the line."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carepost.bench.cpu import Meter, Span, rss_mib
from carepost.bench.practice import Bench
from carepost.ground.kernel import Unavailable


@dataclass(slots=True)
class Crew:
    """`peak`: the most memory a worker, and a parser child, has held (MiB)."""

    workers: list[subprocess.Popen[str]]
    peak: dict[str, float] = field(default_factory=lambda: {"worker": 0.0, "parser": 0.0})

    def take(self, home: Path, first: int, count: int, workers: int) -> Span:
        """So many letters from number `first` on, shared by so many workers; the time from word to end."""
        at_work = self.workers[:workers]
        shares = [count // workers + (number < count % workers) for number in range(workers)]
        for worker, share in zip(at_work, shares, strict=True):
            _tell(worker, {"first": first, "count": share})
            first += share
        for worker in at_work:
            _hear(worker)
        with Meter.of_instance(home).span() as span:
            for worker in at_work:
                _tell(worker, {})
            answers = [_hear(worker) for worker in at_work]
        for answer in answers:
            self._look_at(answer)
        return span

    def _look_at(self, answer: dict[str, Any]) -> None:
        for name, pid in (("worker", answer["pid"]), ("parser", answer["parser"])):
            if pid:
                self.peak[name] = round(max(self.peak[name], rss_mib(pid)), 1)


@contextmanager
def crew(home: Path, bench: Bench, seed: int, size: int) -> Iterator[Crew]:
    told = home / "bench.pickle"
    told.write_bytes(pickle.dumps((bench, seed)))
    command = [sys.executable, "-m", "carepost.bench.ingest.worker", str(told)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(size)
    ]
    try:
        yield Crew(workers)
    finally:
        for worker in workers:
            if worker.stdin:
                worker.stdin.close()
            worker.wait()
            if worker.stdout:
                worker.stdout.close()


def _tell(worker: subprocess.Popen[str], words: dict[str, Any]) -> None:
    assert worker.stdin is not None  # noqa: S101
    worker.stdin.write(json.dumps(words) + "\n")
    worker.stdin.flush()


def _hear(worker: subprocess.Popen[str]) -> dict[str, Any]:
    assert worker.stdout is not None  # noqa: S101
    if not (line := worker.stdout.readline()):
        raise Unavailable("A worker of the benchmark ended; the reason stands above.")
    answer: dict[str, Any] = json.loads(line)
    return answer
