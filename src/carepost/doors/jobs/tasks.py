"""Jobs: a job is a visitor whose name is the clock. It takes ids, and re-reads what it finds."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from carepost.actions.wakeups import NOTICES, READ, SEND
from carepost.doors.jobs import drains


@app.task(name=SEND)
def send_waiting(practice_id: str) -> None:
    drains.send(UUID(practice_id))


@app.task(name=READ)
def read_waiting(practice_id: str) -> None:
    drains.read(UUID(practice_id))


@app.task(name=NOTICES)
def send_notices(practice_id: str) -> None:
    drains.notices(UUID(practice_id))
