"""Cut the power while all work goes on: what somebody was told is safe is there when it comes back (F6)."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carepost.domain.tenancy import services
from carepost.ground.postgres import cluster, starter
from tests import database
from tests.cast import make_cast
from tests.faults.power.aftermath import Aftermath, Told
from tests.faults.power.disks import Disk, PlainFolder, fragile_disk
from tests.faults.power.work import Work
from tests.faults.storms import table
from tests.faults.storms.books import Books
from tests.faults.storms.letter_box import LetterBox
from tests.faults.storms.mail_service import MailService, mail_service
from tests.faults.storms.numbers import chance, number
from tests.faults.storms.post_room import PostRoom
from tests.faults.storms.private import Private, as_django_s, own_database, short_folder
from tests.instance import HOME

CUTS = number("POWER_CUTS", 20)
pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-10"), pytest.mark.timeout(300 + 20 * CUTS)]

MASTER_KEY = (HOME / "secrets/master.key").read_bytes()


@pytest.fixture(scope="module")
def disk() -> Iterator[Disk]:
    with short_folder() as folder, fragile_disk(folder) as found:
        yield found


@pytest.fixture(scope="module")
def logins(disk: Disk, django_db_blocker) -> dict[str, str]:
    """The instance is made without flushing, which would take a minute; then it is flushed as a whole."""
    with own_database(disk.home, django_db_blocker) as made:
        found = made.logins
    subprocess.run(["sync"], check=True)
    return found


@pytest.fixture
def service(tmp_path: Path) -> Iterator[MailService]:
    with mail_service(tmp_path) as opened:
        yield opened


@pytest.fixture
def vault(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters are kept on that disk too."""
    store = services.vault()._store
    monkeypatch.setattr(store, "root", disk.home / "vault")
    monkeypatch.setattr(store, "_settled", set())


def cut_the_power(
    disk: Disk, logins: dict[str, str], service: MailService, folder: Path, cuts: int, *, durable: bool
) -> tuple[int, list[str]]:
    """So many cuts at moments nobody chose: how many promises had been made by the last, and which were broken."""
    by_chance, found, told = chance("power"), [], Told(frozenset(), frozenset(), frozenset(), b"")
    with starter.database(disk.home, durable=durable), as_django_s(logins["app"]):
        database.empty(logins["superuser"])
        server, cast = Private(disk.home, logins, durable), make_cast()
        room, books = PostRoom.of(cast, service), Books(cast, logins, folder)
        work = Work(room, LetterBox.of(room), books, folder / "diary")
        for cut in range(cuts):
            with work.going_on():
                work.until_told(by_chance.randint(3, 10))
                time.sleep(by_chance.uniform(0.0, 0.1))
                told = work.told()
                disk.cut(cut, server)
            found += aftermath(disk, cut, books, told)
    return told.count, found


def aftermath(disk: Disk, cut: int, books: Books, told: Told) -> list[str]:
    with disk.found(cut) as home:
        looked = Aftermath(home, books.cast, books.logins, MASTER_KEY, books.folder / f"cut-{cut}")
        return [f"cut {cut}: {wrong}" for wrong in looked.wrongs(told)]


def test_what_was_promised_outlives_a_power_cut(
    disk: Disk,
    logins: dict[str, str],
    vault: None,
    service: MailService,
    tmp_path: Path,
    django_db_blocker,
    record_property: Callable[[str, object], None],
) -> None:
    with django_db_blocker.unblock():
        promises, broken = cut_the_power(disk, logins, service, tmp_path, CUTS, durable=True)

    words = f"{CUTS}, {disk}: {promises} promises made, {len(broken)} broken"
    table.tell(record_property, "power cuts", words)
    assert broken == []
    assert promises > CUTS


def test_a_database_that_does_not_flush_is_found_out(
    disk: Disk,
    logins: dict[str, str],
    vault: None,
    service: MailService,
    tmp_path: Path,
    django_db_blocker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A mutant, and the proof that these copies lack what was not flushed."""
    monkeypatch.setattr(cluster, "START_SECONDS", 5.0)  # it may never start again
    with django_db_blocker.unblock():
        _, broken = cut_the_power(disk, logins, service, tmp_path, 1, durable=False)

    killed_only = isinstance(disk, PlainFolder)  # the kernel lives on, and with it what was not flushed
    assert (broken == []) == killed_only
