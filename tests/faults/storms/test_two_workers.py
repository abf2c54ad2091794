"""Two workers at one queue, or one too slow for its claim: a letter is sent by one of them or by none (C11)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from carepost.actions.delivering.settle import settle_sends
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Attempt
from carepost.ground.kernel import clock
from tests.doubles.smtp_rules import Rules
from tests.faults.storms import forks
from tests.faults.storms.mail_service import mail_service
from tests.faults.storms.oracle import wrongs
from tests.faults.storms.post_room import LATER, PostRoom
from tests.faults.storms.steps import wrap

pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-06")]

AT_DOT = "carepost.engines.delivery.transports.smtp.dialogue:bring_to_dot"
OFFER = "carepost.engines.delivery.transports.smtp.dialogue:offer"
FINISH = "carepost.engines.delivery.transports.smtp.dialogue:finish"
STALE = "carepost.engines.delivery.queue:stale"
AT_ONCE = timedelta(0)


def test_two_workers_at_one_queue_send_each_letter_once(room: PostRoom) -> None:
    room.write(24)

    workers = [forks.start(room.deliver) for _ in range(3)]
    killed = [forks.was_killed(worker) for worker in workers]

    assert not any(killed)
    assert wrongs(room.posted(), room.service.log.messages()) == []
    assert len(room.service.log.messages()) == 24


def test_two_workers_killed_at_one_queue_leave_nothing_undone(room: PostRoom) -> None:
    room.write(12)
    workers = [forks.start(room.deliver) for _ in range(2)]
    wait_for(lambda: len(room.service.log.messages()) >= 3)

    for worker in workers:
        forks.end(worker)
    room.recover()

    assert wrongs(room.posted(), room.service.log.messages()) == []
    assert len(room.posted()) == 12


def test_a_slow_worker_whose_claim_was_taken_back_drops_the_line_without_the_dot(room: PostRoom) -> None:
    room.write()

    def work() -> None:
        wrap(AT_DOT, then_taken_back)
        assert room.deliver(at_most=1) == 1

    def then_taken_back(bring_to_dot, *args):
        """All but the dot has been sent, and a sweeper elsewhere gives up on this worker."""
        reached = bring_to_dot(*args)
        forks.survives(lambda: sweep(room))
        return reached

    forks.survives(work)
    room.service.settle_down()

    assert room.service.log.messages() == []
    room.recover()
    assert wrongs(room.posted(), room.service.log.messages()) == []
    assert len(room.service.log.messages()) == 1
    assert attempts(room) == [False, True]


def test_a_claim_is_not_taken_back_from_a_worker_that_reaches_its_dot_meanwhile(room: PostRoom) -> None:
    """The sweeper has found the claim old; before it takes it back, the worker commits and sends the dot."""
    room.write()
    (asked, ask), (told, tell) = os.pipe(), os.pipe()

    def slow_sweep() -> None:
        wrap(STALE, found_and_paused)
        os.read(asked, 1)
        sweep(room)
        room.deliver()

    def found_and_paused(stale, *args):
        found = stale(*args)
        os.write(tell, b".")
        time.sleep(0.5)
        return found

    def slow_work() -> None:
        wrap(AT_DOT, then_found_old)
        wrap(FINISH, answered_late)
        room.deliver(at_most=1)

    def then_found_old(bring_to_dot, *args):
        reached = bring_to_dot(*args)
        os.write(ask, b".")
        os.read(told, 1)
        return reached

    def answered_late(finish, *args):
        outcome = finish(*args)
        time.sleep(1.5)
        return outcome

    killed = [forks.was_killed(child) for child in (forks.start(slow_sweep), forks.start(slow_work))]
    room.recover()

    assert killed == [False, False]
    assert wrongs(room.posted(), room.service.log.messages()) == []
    assert len(room.service.log.messages()) == 1


def test_a_slow_worker_told_no_after_its_claim_was_taken_back_goes_on_with_the_next(
    tmp_path, committed_cast
) -> None:
    with mail_service(tmp_path, Rules(replies={"DATA": "451 4.3.0 not now"})) as service:
        room = PostRoom.of(committed_cast, service)
        room.write(2)

        def work() -> None:
            wrap(OFFER, then_taken_back)
            assert room.deliver() == 3

        def then_taken_back(offer, *args):
            answer = offer(*args)
            if next(once, None):
                forks.survives(lambda: sweep(room))
            return answer

        once = iter([True])
        forks.survives(work)

        assert service.log.messages() == []
        assert room.in_flight() == 2


def test_a_question_asked_while_the_server_thinks_is_taken_back_when_it_says_no(
    tmp_path, committed_cast
) -> None:
    rules = Rules(replies={"dot": "451 4.3.0 not now"}, slow={"dot": 1.0})
    with mail_service(tmp_path, rules) as service:
        room = PostRoom.of(committed_cast, service)
        room.write()
        worker = forks.start(lambda: room.deliver(at_most=1))
        wait_for(lambda: room.posted()[0].state == "dot_pending")

        with clock.at(clock.now() + LATER):
            sweep(room)
        asked = room.posted()[0]
        assert not forks.was_killed(worker)

        answered = room.posted()[0]
        assert (asked.state, asked.shown) == ("uncertain", True)
        assert (answered.state, answered.shown) == ("queued", False)


def sweep(room: PostRoom) -> None:
    with acting_for(room.system.practice_id):
        settle_sends(actor=room.system, claim_lasts=AT_ONCE)


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.005)


def attempts(room: PostRoom) -> list[bool]:
    """For each attempt, whether it came to its dot."""
    with acting_for(room.system.practice_id):
        rows = Attempt.objects.of(room.system.practice_id).order_by("number")
        return [attempt.dot_at is not None for attempt in rows]
