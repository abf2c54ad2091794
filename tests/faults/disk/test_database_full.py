"""A full disk under PostgreSQL itself: nothing is answered for that it did not keep, and with room all goes on (F7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from django.db import Error
from django.test import Client

from carepost.actions.receiving.read import MOST_READS
from carepost.domain.identity.models import Person
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Unavailable, new_id
from tests import database
from tests.cast import make_cast
from tests.faults.disk.small_disk import Disk, OwnDisk, small_disk
from tests.faults.disk.test_full import written
from tests.faults.storms import table
from tests.faults.storms.letter_box import LetterBox, listening
from tests.faults.storms.mail_service import mail_service
from tests.faults.storms.post_room import PostRoom
from tests.faults.storms.private import Private, own_database, short_folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.hazard("HZ-02"),
    pytest.mark.hazard("HZ-10"),
    pytest.mark.timeout(400),
]

MEGABYTES = 600
MOST = 400
"""letters, or forms, that still find a place in what the database holds already"""


@dataclass(frozen=True)
class Base:
    """A database on a disk of its own; where none can be mounted it is killed, which its worst end comes to."""

    server: Private
    disk: Disk

    def fill(self) -> None:
        if isinstance(self.disk, OwnDisk):
            self.disk.fill()
        else:
            self.server.kill()

    def use_up_the_log(self) -> None:
        """What is written before any change needs a new file, and there is no room for one: the server gives up."""
        with suppress(psycopg.Error):
            for _ in range(100):
                with psycopg.connect(self.server.superuser, autocommit=True, connect_timeout=3) as line:
                    line.execute("create temporary table x (); drop table x; select pg_switch_wal()")

    def make_room(self) -> None:
        """And the database is started where it ended, as the processes that need it do."""
        self.disk.make_room()
        self.server.restart()

    def __str__(self) -> str:
        return (
            "on a disk of its own" if isinstance(self.disk, OwnDisk) else "KILLED, for no disk can be mounted"
        )


@pytest.fixture(scope="module")
def base(django_db_blocker) -> Iterator[Base]:
    with short_folder() as folder, small_disk(folder / "disk", MEGABYTES) as disk:
        (disk.folder / "home").mkdir(mode=0o711)
        with own_database(disk.folder / "home", django_db_blocker) as server:
            yield Base(server, disk)


@pytest.fixture
def room(base: Base, tmp_path: Path) -> Iterator[PostRoom]:
    database.empty(base.server.superuser)
    with mail_service(tmp_path) as service:
        yield PostRoom.of(make_cast(), service)


@pytest.fixture
def box(room: PostRoom) -> LetterBox:
    return LetterBox.of(room)


def first(wanted: int, tries: Callable[[], int]) -> int:
    """How many tries until this answer; fails where it never comes."""
    return next(number for number in count(1) if tries() == wanted or number == MOST + 1)


@pytest.mark.parametrize("log_too", [False, True], ids=["tables", "tables and log"])
def test_mail_is_put_off_and_comes_once_when_there_is_room(
    base: Base, box: LetterBox, log_too: bool, record_property: Callable[[str, object], None]
) -> None:
    with listening() as (_, port):
        for _ in range(2):
            box.hand_over(port, box.letter())  # stored, and not read yet
        base.fill()
        if log_too:
            base.use_up_the_log()
        put_off = first(451, lambda: box.answer(port, box.letter()))
        again = box.answer(port, last := list(box.sent.values())[-1])
        kept_back = fetched_until_refused(box)
        for _ in range(MOST_READS + 2):
            with suppress(Error, Unavailable):
                box.read()
        lives = base.server.answers()
        base.make_room()
        reached = box.cursor()
        after = next(tries for tries in range(1, 30) if box.answer(port, last) == 250)
    box.fetch()
    box.read()

    assert put_off <= MOST
    assert again == 451
    assert reached < len(box.mailbox.letters) == kept_back
    assert after <= 3
    assert box.wrongs() == []
    assert {one.state for one in box.arrivals()} == {Arrival.State.MATCHED}
    assert box.cursor() == len(box.mailbox.letters)
    lived = "lived" if lives else "gave up"
    words = f"{base}: the server {lived}; put off at letter {put_off}, {len(box.sent)} letters stored and read once"
    table.tell(
        record_property, f"disk full under the database, {'with its log' if log_too else 'its tables'}", words
    )


def fetched_until_refused(box: LetterBox) -> int:
    """How many letters the mailbox had when fetching them first failed."""
    with suppress(Error, Unavailable):
        for _ in range(MOST):
            box.mailbox.letters.append(box.letter())
            box.fetch()
    return len(box.mailbox.letters)


def test_a_page_says_what_to_do_and_its_form_sends_once_there_is_room(base: Base, room: PostRoom) -> None:
    alice = Person.objects.get(id=room.cast.alice.person_id)
    Authenticator.objects.create(user=alice, type=Authenticator.Type.TOTP, data={"secret": "made up"})
    browser = Client(raise_request_exception=False)
    browser.force_login(alice)
    drawn = {
        "replies_to": "me",
        "body": "Dear colleague. " * 500,
        "to": "cardiology@northside.example",
        "step": "send",
    }
    forms: list[dict[str, str]] = []

    def press() -> int:
        forms.append(drawn | {"key": str(new_id())})
        answer = browser.post(f"/compose?patient={room.patient.id}", forms[-1])
        said.append(answer.content.decode())
        return answer.status_code

    said: list[str] = []
    base.fill()
    pressed = first(503, press)
    base.make_room()
    before = written(room)
    sent = browser.post(f"/compose?patient={room.patient.id}", forms[-1])

    assert pressed <= MOST
    assert "may not have been kept" in said[-1]
    assert "Wait a minute and load this page again" in said[-1]
    assert "tell your administrator" in said[-1]
    assert (sent.status_code, before, written(room)) == (302, pressed - 1, pressed)
