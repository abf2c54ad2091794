"""Kill the database in the middle: nothing that was answered for is lost, and all goes on by itself after."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Thread

import pytest
from django.db import Error

from carepost.actions.receiving.read import MOST_READS
from carepost.ground.kernel import Unavailable
from tests import database
from tests.cast import make_cast
from tests.faults.storms import forks, table
from tests.faults.storms.letter_box import LetterBox, listening
from tests.faults.storms.mail_service import MailService
from tests.faults.storms.numbers import chance, number
from tests.faults.storms.oracle import wrongs
from tests.faults.storms.post_room import PostRoom
from tests.faults.storms.private import Private, own_database, short_folder
from tests.faults.storms.receiving import CONCLUDE, READ, VAULT
from tests.faults.storms.sending import COUNTER, DIALOGUE, MOVES
from tests.faults.storms.steps import wrap

CLAIM = "carepost.actions.receiving.claim"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.hazard("HZ-10"),
    pytest.mark.timeout(180 + 4 * number("DATABASE_KILLS", 20)),
]


@dataclass(frozen=True)
class Killed:
    """The database is killed, once, before or after a call of this; the process itself goes on."""

    database: Private
    place: str
    after: bool = True

    def arm(self) -> None:
        once = iter([self.database.kill])

        def struck(original, *args, **kwargs):
            if not self.after:
                next(once, int)()
            result = original(*args, **kwargs)
            if self.after:
                next(once, int)()
            return result

        wrap(self.place, struck)


@pytest.fixture(scope="module")
def server(django_db_blocker) -> Iterator[Private]:
    """Ours also where the other tests run on Debian's: it has to be killed and started again."""
    with short_folder() as home, own_database(home, django_db_blocker) as found:
        yield found


@pytest.fixture
def room(server: Private, service: MailService) -> PostRoom:
    database.empty(server.superuser)
    return PostRoom.of(make_cast(), service)


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        (VAULT, 451),
        ("carepost.actions.receiving.accept:_store", 451),
        ("carepost.doors.jobs.listener:accept", 250),
    ],
)
def test_killed_while_a_letter_is_taken_in(server: Private, room: PostRoom, place: str, answer: int) -> None:
    box = LetterBox.of(room)
    raw = box.letter()

    with listening(Killed(server, place)) as (_, port):
        first = box.answer(port, raw)
        while_down = box.answer(port, box.letter())
        server.restart()
        after = [until_taken(box, port, letter) for letter in box.sent.values()]

    box.read()
    assert (first, while_down) == (answer, 451)
    assert max(after) <= 3, "tries until the listener had found the database again"
    assert box.wrongs() == []
    assert len(box.arrivals()) == 2


@pytest.mark.parametrize(
    ("place", "after", "left"),
    [
        (f"{COUNTER}:Counter.claim", True, 0),
        (f"{DIALOGUE}:bring_to_dot", True, 0),
        (f"{MOVES}:mark_dot_pending", True, 0),
        (f"{DIALOGUE}:finish", False, 1),
        (f"{DIALOGUE}:finish", True, 1),
        (f"{COUNTER}:_write_receipts", True, 1),
    ],
)
def test_killed_while_a_letter_is_delivered(
    server: Private, room: PostRoom, place: str, after: bool, left: int
) -> None:
    room.write()

    def work() -> None:
        Killed(server, place, after).arm()
        with pytest.raises(Error):
            room.deliver()

    forks.survives(work)
    room.service.settle_down()
    taken_before = len(room.service.log.messages())
    server.restart()
    room.recover()

    taken = room.service.log.messages()
    assert (taken_before, len(taken)) == (left, 1)
    assert wrongs(room.posted(), taken) == []
    assert room.posted()[0].state == "accepted"


@pytest.mark.hazard("HZ-02")
def test_a_letter_is_not_set_aside_for_a_database_that_dies_under_its_reader(
    server: Private, room: PostRoom
) -> None:
    """One reader goes on through it all, as the worker does."""
    box = LetterBox.of(room)
    box.mailbox.letters = [box.letter(), box.letter()]
    box.fetch()

    def read_on() -> None:
        for place in (f"{CLAIM}:_counted", f"{READ}:claim", f"{READ}:parse", f"{CONCLUDE}:_match"):
            Killed(server, place).arm()
            with pytest.raises(Error):
                box.read()
            server.restart()
        box.read()

    forks.survives(read_on)

    assert box.wrongs() == []
    assert [(one.state, one.reads) for one in box.arrivals()] == [("matched", 1)] * 2
    assert box.arrivals()[0].losses >= MOST_READS


def test_killed_again_and_again_while_all_work_goes_on(
    server: Private, room: PostRoom, record_property: Callable[[str, object], None]
) -> None:
    """Letters are delivered, handed over, fetched and read; at any moment the database is killed under it all."""
    box, by_chance, kills = LetterBox.of(room), chance("database"), number("DATABASE_KILLS", 20)

    with listening() as (_, port):
        for _ in range(kills):
            room.write(2)
            raws = [box.letter(), box.letter()]
            box.mailbox.letters.append(box.letter())
            working = [
                forks.start(partial(until_it_fails, one)) for one in (room.deliver, box.fetch, box.read)
            ]
            answers: list[int] = []
            server_outside = Thread(target=lambda: answers.extend(box.answer(port, raw) for raw in raws))  # noqa: B023
            server_outside.start()
            time.sleep(by_chance.uniform(0.0, 0.3))
            server.kill()
            killed = [forks.was_killed(pid) for pid in working]
            server_outside.join()
            server.restart()
            assert not any(killed)
            for raw, answer in zip(raws, answers, strict=True):
                assert answer == 250 or until_taken(box, port, raw) == 1
    box.fetch()
    box.read()
    assert box.wrongs() == []
    states = Counter(one.state for one in box.arrivals())
    room.service.settle_down()
    room.recover()

    posted, taken = room.posted(), room.service.log.messages()
    words = (
        f"{kills} kills, {len(box.sent)} letters in and stored once ({states['unreadable']} shown as not read), "
        f"{len(posted)} out, {len(taken)} taken once, {sum(one.state == 'uncertain' for one in posted)} shown"
    )
    table.tell(record_property, "database killed at work", words)
    assert wrongs(posted, taken) == []


def until_it_fails(work: Callable[[], object]) -> None:
    with suppress(Error, Unavailable):
        for _ in range(1000):
            work()
            time.sleep(0.01)


def until_taken(box: LetterBox, port: int, raw: bytes) -> int:
    """How many tries it takes a mail server that does not give up."""
    return next(tries for tries in range(1, 30) if box.answer(port, raw) == 250)
