"""Waking those who do the work: a row sweepers find, and a job for now. Both roll back with the act."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from carepost.domain.tenancy.models import Due, raise_due


def envelopes_wait(practice_id: UUID, at: datetime) -> None:
    raise_due(practice_id, Due.Work.SEND, at)
    _wake("send_waiting", practice_id)


def arrivals_wait(practice_id: UUID, at: datetime) -> None:
    raise_due(practice_id, Due.Work.READ, at)
    _wake("read_waiting", practice_id)


def sends_to_settle(practice_id: UUID, at: datetime) -> None:
    """No job: a sweeper looks every few seconds, since what must be waited for is our own copy."""
    raise_due(practice_id, Due.Work.SETTLE, at)
