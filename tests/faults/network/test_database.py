"""A bad wire to PostgreSQL: a lost answer to a commit loses no letter and sends none twice (F5)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import Error, connection, connections

from carepost.doors.jobs import sweeper
from carepost.doors.jobs.pulse import Pulse
from tests.faults.network.place import Place
from tests.faults.network.proxy import Harm, Proxy, Way
from tests.faults.storms import table
from tests.faults.storms.forks import survives
from tests.faults.storms.letter_box import LetterBox
from tests.faults.storms.numbers import chance, number
from tests.faults.storms.oracle import wrongs
from tests.faults.storms.post_room import PostRoom

pytestmark = [
    pytest.mark.slow,
    pytest.mark.hazard("HZ-10"),
    pytest.mark.timeout(300 + 4 * number("CUTS", 0)),
]

WAYS: tuple[Way, Way] = ("out", "back")


@pytest.fixture
def place() -> Place:
    """The database's socket is a file, which is the same from everywhere."""
    return Place()


@contextmanager
def by_wire(harm: Harm | None) -> Iterator[Proxy]:
    """Django reaches its database over this wire until the block ends. In a child only."""
    before = dict(connection.settings_dict)
    connections.close_all()
    with Proxy(f"{before['HOST']}/.s.PGSQL.5432", harm) as wire:
        connection.settings_dict.update(HOST="127.0.0.1", PORT=str(wire.port))
        try:
            yield wire
        finally:
            connections.close_all()
            connection.settings_dict.update(before)


def measured(work: Callable[[], object]) -> dict[Way, int]:
    """How many bytes this work exchanges with the database."""
    reading, writing = os.pipe()

    def measure() -> None:
        with by_wire(None) as wire:
            work()
        os.write(writing, f"{len(wire.passed['out'])} {len(wire.passed['back'])}\n".encode())

    survives(measure)
    os.close(writing)
    with os.fdopen(reading) as told:
        out, back = map(int, told.read().split())
    return {"out": out, "back": back}


def cuts(length: dict[Way, int], wanted: int) -> list[Harm]:
    """So many on each way, evenly from the first byte to the last."""
    found = []
    for way in WAYS:
        stride = max(1, length[way] // wanted)
        offsets = range(chance(f"database {way}").randrange(stride), length[way], stride)
        found += [Harm("cut", way, at) for at in offsets]
    return found


def test_cut_while_letters_are_delivered(
    room: PostRoom, record_property: Callable[[str, object], None]
) -> None:
    room.write()
    harms = cuts(measured(lambda: room.deliver(at_most=1)), number("CUTS", 64) // 4)
    room.write(len(harms))

    def work() -> None:
        for harm in harms:
            with by_wire(harm), suppress(Error):
                room.deliver(at_most=1)

    survives(work)
    room.service.settle_down()
    room.recover()

    posted, taken = room.posted(), room.service.log.messages()
    shown = sum(one.state == "uncertain" for one in posted)
    words = f"{len(harms)} cuts, {len(taken)} letters sent once, {shown} shown to a person"
    table.tell(record_property, "wire to the database cut while sending", words)
    assert wrongs(posted, taken) == []
    assert len(taken) + shown >= len(posted) == len(harms) + 1


def test_cut_while_letters_are_taken_in_and_read(
    room: PostRoom, record_property: Callable[[str, object], None]
) -> None:
    """A mailbox keeps what it had: what was cut off is fetched again."""
    box = LetterBox.of(room)
    box.mailbox.letters.append(box.letter())
    harms = cuts(measured(lambda: (box.fetch(), box.read())), number("CUTS", 64) // 4)
    letters = [box.letter() for _ in harms]

    def work() -> None:
        for harm, letter in zip(harms, letters, strict=True):
            box.mailbox.letters.append(letter)
            with by_wire(harm), suppress(Error):
                box.fetch()
                box.read()

    survives(work)
    box.mailbox.letters += letters
    box.fetch()
    box.read_all()

    states = Counter(one.state for one in box.arrivals())
    words = (
        f"{len(harms)} cuts, {len(box.sent)} letters stored once, {states['unreadable']} shown as not read"
    )
    table.tell(record_property, "wire to the database cut while receiving", words)
    assert box.wrongs() == []
    assert states["unreadable"] == 0, "the wire's fault, counted against a letter"


def test_cut_while_the_sweeper_looks_round(room: PostRoom) -> None:
    """Its thread ends at anything but a database error, and nothing would sweep from then on."""
    room.write()
    harms = cuts(measured(sweep), number("CUTS", 64) // 8)

    def work() -> None:
        for harm in harms:
            with by_wire(harm), suppress(Error):
                sweep()

    survives(work)

    assert len(harms) >= 16
    assert sweep() >= 1


def sweep() -> int:
    return sweeper.sweep(Pulse("worker", lambda _state: None))
