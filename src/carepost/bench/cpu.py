"""Processor time of whole families of processes, from /proc: what a machine really pays for a message."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from carepost.ground.postgres.places import Places

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Span:
    """Seconds by the clock, and seconds of processor time (user and system) of all that was watched."""

    wall: float = 0.0
    cpu: float = 0.0


@dataclass(frozen=True, slots=True)
class Meter:
    """Watches these processes and all they start, those that have ended included."""

    roots: tuple[int, ...]

    @classmethod
    def of_instance(cls, home: Path, *more: int) -> Meter:
        """This process, the instance's database with every backend, and `more`."""
        return cls((os.getpid(), postmaster(home), *more))

    def seconds(self) -> float:
        """User and system time so far."""
        known = _processes()
        return sum(known[pid].seconds for pid in _family(known, self.roots))

    @contextmanager
    def span(self) -> Iterator[Span]:
        """What the block takes, filled in at its end; good to a hundredth of a second."""
        span, wall, cpu = Span(), time.perf_counter(), self.seconds()
        yield span
        span.wall, span.cpu = time.perf_counter() - wall, self.seconds() - cpu


def postmaster(home: Path) -> int:
    """The process of the instance's database from which all its backends come."""
    return int((Places(home).data / "postmaster.pid").read_text().split()[0])


def rss_mib(pid: int) -> float:
    """The most memory a process has held so far, in MiB (VmHWM); 0 for one that has just ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


@dataclass(frozen=True, slots=True)
class _Process:
    parent: int
    seconds: float


def _processes() -> dict[int, _Process]:
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = Path(f"/proc/{entry}/stat").read_text()
            except OSError:
                continue  # it ended meanwhile
            fields = stat[stat.rindex(")") + 2 :].split()
            # utime, stime, and both of the children it has waited for (proc(5))
            found[int(entry)] = _Process(int(fields[1]), sum(map(int, fields[11:15])) / _TICKS)
    return found


def _family(known: dict[int, _Process], roots: tuple[int, ...]) -> set[int]:
    children: dict[int, list[int]] = {}
    for pid, process in known.items():
        children.setdefault(process.parent, []).append(pid)
    seen: set[int] = set()
    left = [root for root in roots if root in known]
    while left:
        pid = left.pop()
        if pid not in seen:
            seen.add(pid)
            left += children.get(pid, [])
    return seen
