"""Kill the sequencer at every step: no entry is lost or placed twice, no gap, and the verifier finds nothing (C9)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.sequencer import Sequencer
from carepost.domain.ledger.tree import Frontier
from tests.cast import Cast
from tests.faults.storms import forks, table
from tests.faults.storms.books import Books
from tests.faults.storms.numbers import chance, number
from tests.faults.storms.placing import SEQUENCER, STEPS
from tests.faults.storms.steps import LEAST, Step, storm_plan, wrap

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300 + number("KILLS", 0)),
]

GROWN = "carepost.domain.ledger.tree:Frontier.extend"
SEASON = 40
"""kills between two looks of the verifier"""


@pytest.fixture
def books(committed_cast: Cast, logins: dict[str, str], tmp_path: Path) -> Books:
    return Books(committed_cast, logins, tmp_path)


def strike(books: Books, step: Step, by_chance: Random) -> None:
    """One sequencer is killed, while somebody writes and now and then another sequencer is at work."""
    books.write(by_chance.randint(1, 3))
    pause, rival = by_chance.choice([0, 0, 0.02]), by_chance.random() < 0.2
    writer = forks.start(lambda: books.write(2, meanwhile=lambda: time.sleep(pause))) if pause else None
    doomed = forks.start(lambda: (step.arm(), books.place()))
    other = forks.start(books.place) if rival else None

    killed = forks.was_killed(doomed)
    others_killed = [forks.was_killed(pid) for pid in (writer, other) if pid]

    # With another one at work there may have been nothing left to do.
    assert killed or rival, step.name
    assert not any(others_killed)


def test_kill_the_sequencer_at_every_step(
    books: Books, record_property: Callable[[str, object], None]
) -> None:
    struck, by_chance = storm_plan(STEPS, "ledger"), chance("entries")

    for start in range(0, len(struck), SEASON):
        for step in struck[start : start + SEASON]:
            strike(books, step, by_chance)
        forks.survives(books.place)
        assert books.wrongs() == []

    words = (
        f"{books.entries()} entries, each in its one place, {len(notes_outside(books))} checkpoints outside"
    )
    table.keep(record_property, "kills of the sequencer", STEPS, struck, words)
    assert min(struck.count(step) for step in STEPS) >= LEAST


def test_a_sequencer_that_takes_before_it_places_is_found_out(books: Books) -> None:
    """A mutant: what waits is taken in a transaction of its own."""
    books.write(3)

    def hasty() -> None:
        wrap(f"{SEQUENCER}._place", lambda _place, sequencer, practice: take_and_die(sequencer, practice))
        books.place()

    assert forks.dies(hasty)
    books.place()

    assert any("have no place" in wrong for wrong in books.wrongs())


def test_a_sequencer_that_signs_what_is_not_committed_is_found_out(books: Books) -> None:
    """A mutant: the checkpoint goes outside within the transaction that gives the places, and that is undone.

    Somebody whose entries have older numbers commits before the next try, which gives the places otherwise.
    """
    books.place()
    (begun, begin), (told, tell) = os.pipe(), os.pipe()
    late = forks.start(lambda: books.write(1, meanwhile=lambda: (os.write(begin, b"."), os.read(told, 1))))
    os.read(begun, 1)
    books.write(2)

    assert forks.dies(
        lambda: (wrap(GROWN, lambda *args: sign_and_die(books, *args)), books.place_riverside())
    )
    os.write(tell, b"..")
    assert not forks.was_killed(late)

    found = books.wrongs()
    assert any("already vouches" in wrong or "verifier" in wrong for wrong in found)


def take_and_die(sequencer: Sequencer, practice: object) -> None:
    taken = sequencer.conn.execute("delete from ledger_unplaced where practice_id = %s", [practice])
    assert taken.rowcount
    forks.die()


def sign_and_die(books: Books, extend, before: Frontier, leaves) -> None:
    grown = extend(before, leaves)
    checkpoint = notes.Checkpoint(notes.origin_of("Y90001"), grown.size, grown.root())
    books.outside.append(notes.sign(checkpoint, books.key))
    forks.die()


def notes_outside(books: Books) -> list[str]:
    return books.outside._new_notes()
