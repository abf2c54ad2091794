"""Which custodian has work waiting: many may say so at once, and whoever says there is none has looked after them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from carepost.domain.tenancy.models import Due, custodians_due, lower_due, raise_due
from carepost.ground.kernel import clock, new_id

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

A_MOMENT = 0.4
"""seconds in which whoever is not held up has long come to an end"""
PRACTICE = new_id()


@pytest.fixture
def elsewhere():
    """Work done on another connection."""
    with ThreadPoolExecutor(2) as pool:

        def start(work: Callable[[], object]) -> Future[object]:
            def done() -> object:
                try:
                    return work()
                finally:
                    connection.close()

            return pool.submit(done)

        yield start


def test_two_who_make_work_for_a_practice_do_not_wait_for_each_other(elsewhere) -> None:
    now = clock.now()
    raise_due(PRACTICE, Due.Work.READ, now)
    with transaction.atomic():
        raise_due(PRACTICE, Due.Work.READ, now + timedelta(seconds=1))
        other = elsewhere(lambda: raise_due(PRACTICE, Due.Work.READ, now + timedelta(seconds=2)))
        other.result(timeout=20)
    assert due(now) == [PRACTICE]


@pytest.mark.parametrize("raised_before", [True, False])
def test_who_lowers_waits_for_those_who_raise_and_sees_their_work(elsewhere, raised_before: bool) -> None:
    now, work = clock.now(), []
    if raised_before:
        raise_due(PRACTICE, Due.Work.READ, now)
    raised, may_commit = threading.Event(), threading.Event()

    def make_work() -> None:
        with transaction.atomic():
            raise_due(PRACTICE, Due.Work.READ, now)
            raised.set()
            assert may_commit.wait(20)
            work.append(now)

    maker = elsewhere(make_work)
    assert raised.wait(20)
    lowered = elsewhere(lambda: lower_due(PRACTICE, Due.Work.READ, lambda: next(iter(work), None)))
    with suppress(TimeoutError):
        lowered.result(timeout=A_MOMENT)
    may_commit.set()
    maker.result(timeout=20)
    lowered.result(timeout=20)
    assert due(now) == [PRACTICE]


def test_who_raises_while_it_is_lowered_raises_it_again(elsewhere) -> None:
    now = clock.now()
    raise_due(PRACTICE, Due.Work.SEND, now)
    lowering, may_lower = threading.Event(), threading.Event()

    def nothing_left() -> None:
        lowering.set()
        assert may_lower.wait(20)

    lowered = elsewhere(lambda: lower_due(PRACTICE, Due.Work.SEND, nothing_left))
    assert lowering.wait(20)
    raised = elsewhere(lambda: raise_due(PRACTICE, Due.Work.SEND, now))
    with suppress(TimeoutError):
        raised.result(timeout=A_MOMENT)
    may_lower.set()
    lowered.result(timeout=20)
    raised.result(timeout=20)
    assert due(now, Due.Work.SEND) == [PRACTICE]


def test_the_earliest_moment_stands(transactional_db: None) -> None:
    now = clock.now()
    for seconds in (5, 2, 9):
        raise_due(PRACTICE, Due.Work.SETTLE, now + timedelta(seconds=seconds))
    assert due(now + timedelta(seconds=1), Due.Work.SETTLE) == []
    assert due(now + timedelta(seconds=2), Due.Work.SETTLE) == [PRACTICE]


def due(at: datetime, work: Due.Work = Due.Work.READ) -> list[object]:
    return list(custodians_due(work, at))
