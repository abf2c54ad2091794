"""What appending costs, alone and side by side."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.db import connection

from carepost.bench.cpu import Meter
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, new_id

DETAIL = {"from": "someone@northside.example", "subject": "Clinic letter", "sha256": "0" * 64}


def append(practice_id: UUID) -> None:
    """One entry with a sealed detail, as intake writes one."""
    about: dict[str, UUID | str] = {"arrival": new_id()}
    record(actor=Actor.system("bench", practice_id), event=Event.ARRIVAL_STORED, about=about, detail=DETAIL)


def cpu_ms(home: Path, practice_id: UUID, entries: int) -> float:
    """Milliseconds of processor for one more entry in a transaction that is there anyway."""
    meter = Meter.of_instance(home)
    with acting_for(practice_id):
        append(practice_id)
        with meter.span() as span:
            for _ in range(entries):
                append(practice_id)
    return span.cpu / entries * 1000


def per_s(practices: Sequence[UUID], each: int) -> float:
    """Entries a second, each committed, with a thread for each named practice (the same may be named twice)."""
    threads = [threading.Thread(target=_append_on, args=(one, each)) for one in practices]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return each * len(practices) / (time.perf_counter() - start)


def _append_on(practice_id: UUID, each: int) -> None:
    try:
        for _ in range(each):
            with acting_for(practice_id):
                append(practice_id)
    finally:
        connection.close()
