"""Figures that are read when they are asked for, and believed for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.db import Error
from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector as Base

from carepost.actions.watching.figures import Reading, read_figures
from carepost.doors.web.watching import names

BELIEVED = 15.0
"""seconds; however many ask, the database is asked this often"""


class Collector(Base):
    """Reads what there is to know of the whole installation, whichever process of the pages is asked."""

    def __init__(self) -> None:
        self._reading: tuple[float, Reading | None] = (-BELIEVED, None)
        self._asking = threading.Lock()

    def describe(self) -> Iterable[Metric]:
        """Nothing, so that registering asks no database."""
        return ()

    def collect(self) -> Iterator[Metric]:
        reading = self._read()
        yield _gauge("database_up", float(reading is not None))
        yield _certificates(settings.INSTANCE.watched_certificates)
        if reading is not None:
            yield from _of(reading)

    def _read(self) -> Reading | None:
        with self._asking:
            at, reading = self._reading
            if time.monotonic() - at >= BELIEVED:
                try:
                    reading = read_figures(settings.INSTANCE.metrics_practices)
                except Error:
                    reading = None
                self._reading = (time.monotonic(), reading)
        return reading


def _of(reading: Reading) -> Iterator[Metric]:
    yield from _standing(reading)
    yield from _practices(reading)
    yield from _work(reading)
    yield from _pulses(reading)
    yield _gauge("notices_waiting", reading.notices.waiting)
    yield _gauge("notices_failed", reading.notices.failed)
    yield _gauge("database_connections", reading.connections)
    yield _gauge("database_connections_most", reading.most_connections)
    if reading.room is not None:
        yield _gauge("vault_free_bytes", reading.room)


def _standing(reading: Reading) -> Iterator[Metric]:
    sums = reading.sums
    for kind in names.STANDING:
        yield _gauge(kind, sums[kind])
        yield _gauge(f"{kind}_oldest_seconds", _age(reading, sums[f"{kind}_since"]))
    yield _gauge("practices", sums["practices"])
    yield _gauge("figures_oldest_seconds", _age(reading, sums["counted_at"]))
    if sums["heard_at"] is not None:
        yield _gauge("mailbox_read_oldest_seconds", _age(reading, sums["heard_at"]))


def _practices(reading: Reading) -> Iterator[Metric]:
    for kind in names.STANDING if reading.practices else ():
        count = _family(f"practice_{kind}", ["practice"])
        oldest = _family(f"practice_{kind}_oldest_seconds", ["practice"])
        for ods_code, row in reading.practices.items():
            count.add_metric([ods_code], row[kind])
            oldest.add_metric([ods_code], _age(reading, row[f"{kind}_since"]))
        yield from (count, oldest)


def _work(reading: Reading) -> Iterator[Metric]:
    late, since = _family("work_due", ["work"]), _family("work_late_seconds", ["work"])
    for work in names.WORK:
        count, at = reading.due.get(work, (0, None))
        late.add_metric([work], count)
        since.add_metric([work], _age(reading, at))
    jobs = _family("jobs", ["status"])
    for status in names.JOBS:
        jobs.add_metric([status], reading.jobs.get(status, 0))
    yield from (late, since, jobs)


def _pulses(reading: Reading) -> Iterator[Metric]:
    silent = _family("process_silent_seconds", ["process", "place"])
    found = {
        name: CounterMetricFamily(f"carepost_{name}", names.HELP[name], labels=["process", "place"])
        for name in names.COUNTED
    }
    told = {name: _family(name, ["process", "place"]) for name in names.TOLD}
    for one in reading.pulses:
        silent.add_metric([one.process, one.place], _age(reading, one.at))
        for name, value in one.figures.items():
            family = found.get(name) or told.get(name)
            if family is not None:
                family.add_metric([one.process, one.place], value)
    yield from (silent, *found.values(), *told.values())


def _certificates(paths: list[Path]) -> GaugeMetricFamily:
    """Seconds left; a file that cannot be read counts as one that has run out."""
    family = _family("certificate_seconds_left", ["file"])
    for path in paths:
        try:
            ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc.timestamp()
        except (OSError, ValueError):
            ends = time.time()
        family.add_metric([path.name], ends - time.time())
    return family


def _gauge(name: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"carepost_{name}", names.HELP[name], value=value)


def _family(name: str, labels: list[str]) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"carepost_{name}", names.HELP[name], labels=labels)


def _age(reading: Reading, since: datetime | None) -> float:
    """0 where nothing waits."""
    return 0.0 if since is None else max(0.0, (reading.at - since).total_seconds())
