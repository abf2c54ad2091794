"""Waking those who do the work: a row sweepers find, and a job for now. Both roll back with the act."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import OperationalError, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from carepost.domain.tenancy import statements
from carepost.domain.tenancy.models import Due, raise_due
from carepost.domain.tenancy.services import INSTALLATION

SEND = "carepost.send_waiting"
READ = "carepost.read_waiting"
NOTICES = "carepost.send_notices"

_WAITS = "select 1 from procrastinate_jobs where queueing_lock = %s and status = 'todo'"


def envelopes_wait(practice_id: UUID, at: datetime) -> None:
    raise_due(practice_id, Due.Work.SEND, at)
    wake(SEND, practice_id)


def arrivals_wait(practice_id: UUID, at: datetime) -> None:
    raise_due(practice_id, Due.Work.READ, at)
    wake(READ, practice_id)


def notices_wait(at: datetime) -> None:
    """Of people and no practice: the installation itself is their custodian."""
    raise_due(INSTALLATION, Due.Work.NOTICES, at)
    wake(NOTICES, INSTALLATION)


def sends_to_settle(practice_id: UUID, at: datetime) -> None:
    """No job: a sweeper looks every few seconds, since what is waited for is our own copy."""
    raise_due(practice_id, Due.Work.SETTLE, at)


def wake(task: str, practice_id: UUID) -> None:
    """One job waits per custodian, however much it has to do; the drain finds the rest. Raises django.db.Error."""
    name = f"{task}:{practice_id}"
    if statements.run(_WAITS, [name]):
        return  # asking for it all the same would be refused, which costs ten times as much
    job = app.configure_task(task, lock=name, queueing_lock=name, allow_unknown=True)
    try:
        with suppress(AlreadyEnqueued), transaction.atomic():
            job.defer(practice_id=str(practice_id))
    except ConnectorException as lost:  # or whoever waits for a database error would be ended by it
        raise OperationalError("The database was lost while a job was asked for.") from lost
