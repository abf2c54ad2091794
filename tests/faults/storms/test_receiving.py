"""Kill the receiver at every step: what a server was answered for is there once, and is read (M1, G10)."""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from carepost.actions.receiving.read import MOST_READS
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Unavailable
from carepost.ground.mailkit.process import NotStarted
from tests.faults.storms import forks, table
from tests.faults.storms.letter_box import LetterBox, listening
from tests.faults.storms.numbers import number
from tests.faults.storms.post_room import PostRoom
from tests.faults.storms.receiving import FETCHED, HANDED_OVER, POISON, POISONED, READING, STEPS
from tests.faults.storms.steps import Step, storm_plan, wrap

pytestmark = [
    pytest.mark.slow,
    pytest.mark.hazard("HZ-02"),
    pytest.mark.timeout(600 + 2 * number("KILLS", 0)),
]


@pytest.fixture
def box(room: PostRoom) -> LetterBox:
    """Three letters are out, and their answers will come."""
    return LetterBox.of(room)


def strike(box: LetterBox, step: Step, healthy: int) -> None:
    if step in HANDED_OVER:
        strike_listener(box, step, healthy)
    elif step in FETCHED:
        box.mailbox.letters.append(box.letter())
        assert forks.dies(lambda: (step.arm(), box.fetch())), step.name
        box.fetch()
    else:
        box.hand_over(healthy, box.letter())
        assert forks.dies(lambda: (step.arm(), box.read())), step.name
    box.read_all()


def strike_listener(box: LetterBox, step: Step, healthy: int) -> None:
    raw = box.letter()
    with listening(step) as (pid, port):
        with pytest.raises((smtplib.SMTPException, OSError)):
            box.hand_over(port, raw)
        assert forks.was_killed(pid), step.name
    box.hand_over(healthy, raw)


def test_kill_the_receiver_at_every_step(
    box: LetterBox, record_property: Callable[[str, object], None]
) -> None:
    struck = storm_plan(STEPS, "in")

    with listening() as (_, healthy):
        for step in struck:
            strike(box, step, healthy)

    assert box.wrongs() == []
    assert len(box.sent) == len(struck)
    states = Counter(one.state for one in box.arrivals())
    assert states == {Arrival.State.MATCHED: len(struck)}
    words = f"{len(box.sent)} letters, {states['matched']} stored once and in their conversation once"
    table.keep(record_property, "kills on the way in", STEPS, struck, words)


def test_a_letter_that_kills_its_reader_is_set_aside_after_two_and_the_next_are_read(box: LetterBox) -> None:
    box.mailbox.letters = [box.letter(), box.letter(POISON), box.letter()]
    box.fetch()

    deaths = sum(forks.dies(lambda: (POISONED.arm(), box.read())) for _ in box.turns())

    assert deaths == 2
    assert box.wrongs() == []
    assert [one.state for one in box.arrivals()] == ["matched", "unreadable", "matched"]
    assert "twice" in box.arrivals()[1].reasons[0]


def test_a_letter_is_read_once_the_database_has_noticed_that_its_reader_was_killed(box: LetterBox) -> None:
    box.mailbox.letters.append(box.letter())
    box.fetch()
    line = forks.HeldOpen()
    counted = replace(READING[0], first=lambda *_: line.hold())

    assert forks.dies(lambda: (counted.arm(), box.read()))
    meanwhile = box.read()
    line.let_go()
    box.read_all()

    assert meanwhile == 0
    assert [(one.state, one.reads) for one in box.arrivals()] == [("matched", 2)]


def test_a_parser_that_cannot_start_sets_no_letter_aside(box: LetterBox) -> None:
    box.mailbox.letters.append(box.letter())
    box.fetch()

    def read_without_a_parser() -> None:
        wrap("carepost.ground.mailkit.starter:Process", cannot_start)
        with pytest.raises(Unavailable):
            box.read()

    def cannot_start(*_: object, **__: object) -> None:
        raise NotStarted

    for _ in range(MOST_READS + 2):
        forks.survives(read_without_a_parser)
    box.read()

    assert box.wrongs() == []
    assert [one.state for one in box.arrivals()] == ["matched"]


def test_a_letter_answered_for_twice_by_two_servers_is_one(box: LetterBox) -> None:
    raw = box.letter()
    box.mailbox.letters.append(raw)

    with listening() as (_, port):
        box.hand_over(port, raw)
        box.hand_over(port, raw)
    box.fetch()
    box.read()

    assert box.wrongs() == []
    assert len(box.arrivals()) == 1


class Hasty:
    """A mutant: a listener that answers 250 first, and stores when it has the time."""

    def arm(self) -> None:
        wrap("carepost.doors.jobs.listener:accept", lambda _accept, **_: None)


def test_a_listener_that_answers_before_it_has_stored_is_found_out(box: LetterBox) -> None:
    with listening(Hasty()) as (pid, port):
        box.hand_over(port, box.letter())
        forks.end(pid)
    box.read()

    assert [wrong.partition(" ")[2] for wrong in box.wrongs()] == ["was lost"]
