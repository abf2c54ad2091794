"""Three lines to one mailbox, which share their commits: what holds for one line holds for them (C11)."""

from __future__ import annotations

from contextlib import ExitStack, closing

import pytest

from carepost.actions.delivering.deliver import MANY, deliver_waiting
from tests.doubles.smtp_rules import Rules
from tests.faults.storms.forks import dies, survives
from tests.faults.storms.mail_service import mail_service
from tests.faults.storms.oracle import wrongs
from tests.faults.storms.post_room import PostRoom
from tests.faults.storms.sending import AROUND_THE_DOT, BEFORE_THE_DOT

pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-06"), pytest.mark.timeout(300)]

STEPS = [step for step in (*BEFORE_THE_DOT, *AROUND_THE_DOT) if step.may_spare]
EARLY = 5
"""letters that pass a step before it kills"""


def deliver(room: PostRoom) -> None:
    """Over three lines."""
    with ExitStack() as open_lines:
        line, *beside = (open_lines.enter_context(closing(room.service.transport())) for _ in range(3))
        mailbox = room.cast.riverside.mailbox.id
        deliver_waiting(actor=room.system, mailbox_id=mailbox, transport=line, beside=beside, at_most=1000)


def test_many_letters_over_three_lines_leave_once_each(room: PostRoom) -> None:
    room.write(MANY + 4)

    survives(lambda: deliver(room))

    assert wrongs(room.posted(), room.service.log.messages()) == []
    assert len(room.service.log.messages()) == MANY + 4
    assert {one.state for one in room.posted()} == {"accepted"}


def test_killed_with_three_lines_at_work_nothing_is_lost_or_doubled(room: PostRoom) -> None:
    room.write(MANY + 4)
    for step in STEPS[::5]:

        def work(step=step) -> None:
            step.arm(EARLY)
            deliver(room)

        assert dies(work), step.name
        room.write(EARLY + 4)
    room.recover()

    assert wrongs(room.posted(), room.service.log.messages()) == []


def test_one_line_that_is_refused_does_not_hold_up_the_others(tmp_path, committed_cast) -> None:
    with mail_service(
        tmp_path, Rules(refuse={"cardiology@northside.example": "550 5.1.1 nobody"})
    ) as service:
        room = PostRoom.of(committed_cast, service)
        room.write(MANY)

        survives(lambda: deliver(room))

        assert service.log.messages() == []
        assert {(one.state, one.shown) for one in room.posted()} == {("refused", True)}
