"""Other users of the machine cannot reach the database, and nothing outside the instance is opened for it."""

from __future__ import annotations

import getpass
import os
import stat
from pathlib import Path

import psycopg
import pytest

from carepost.ground.kernel import Unavailable
from carepost.ground.postgres import cluster, starter
from carepost.ground.postgres.account import Account
from carepost.ground.postgres.server import Server
from carepost.ground.postgres.sockets import check
from tests.faults.postgres.people import User, arrive, interpreter, is_alive, leave

pytestmark = pytest.mark.slow
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to act as several users")
KNOCK = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"


@pytest.mark.hazard("HZ-09")
def test_nobody_gets_in_without_the_password(user: User) -> None:
    user.start()

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(Server(user.home).conninfo("postgres", "guess", "postgres"))


@pytest.mark.hazard("HZ-10")
def test_it_does_not_listen_on_the_network_and_does_not_trade_safety_for_speed(user: User) -> None:
    with starter.database(user.home):
        names = ["listen_addresses", "fsync", "synchronous_commit", "full_page_writes", "max_connections"]
        shown = [user.query(f"show {name}")[0][0] for name in names]

    assert shown == ["", "on", "on", "on", "60"]


def test_the_log_names_no_value_of_a_refused_row(user: User) -> None:
    holder = user.start()
    user.query("create table people (name text unique)")
    user.query("insert into people values ('Alice Example')")

    with pytest.raises(psycopg.errors.UniqueViolation):
        user.query("insert into people values ('Alice Example')")

    leave(holder)  # what the log still waits for is written
    log = "".join(path.read_text() for path in (user.home / "pg/log").iterdir())
    assert "database system is ready" in log
    assert "duplicate key" not in log, "even the first line of an error may quote a value"
    assert "Alice" not in log


@pytest.mark.hazard("HZ-09")
def test_secrets_can_be_read_by_their_owner_only(user: User) -> None:
    user.start("roles")

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (user.home / "secrets").iterdir()}
    assert modes == {"database.json": 0o600, "database-superuser": 0o600}
    assert stat.S_IMODE((user.home / "secrets").stat().st_mode) == 0o700


def test_a_path_too_long_for_a_socket_gets_a_short_folder_of_its_own(user: User) -> None:
    user.move_far_away()

    user.start()

    folder = Server(user.home).socket_folder
    assert len(os.fsencode(folder)) <= 90
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert user.query("select 1") == [(1,)]


def test_a_short_folder_laid_by_somebody_else_is_not_used(user: User) -> None:
    user.move_far_away()
    leave(user.start())
    trap = user.folder / "trap"
    trap.mkdir(mode=0o777)
    trap.chmod(0o777)
    (user.home / "pg/run.path").write_text(str(trap))

    user.start()

    assert Server(user.home).socket_folder != trap
    assert list(trap.iterdir()) == []


@pytest.mark.hazard("HZ-10")
def test_a_server_whose_socket_was_deleted_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SILENT_SECONDS", 0.5)
    me = arrive(getpass.getuser())
    me.start()
    deaf = me.postmaster()
    (me.home / "pg/run/.s.PGSQL.5432").unlink()

    with starter.database(me.home):
        assert me.query("select 1") == [(1,)]

    assert not is_alive(deaf)
    me.go_home()


@pytest.mark.hazard("HZ-09")
@only_root
def test_another_user_cannot_reach_the_socket(user: User) -> None:
    user.start()
    mallory = arrive("daemon")
    socket = Server(user.home).socket_folder / ".s.PGSQL.5432"

    tried = mallory.run(interpreter("daemon"), "-c", KNOCK, str(socket))

    assert "PermissionError" in tried.stderr
    mallory.go_home()


@only_root
def test_a_folder_of_another_user_is_refused_for_the_socket() -> None:
    mallory = arrive("daemon")

    with pytest.raises(Unavailable, match="not safe"):
        check(mallory.folder, Account(0, 0))

    mallory.go_home()


def test_a_folder_open_to_others_and_a_link_are_refused_for_the_socket(tmp_path: Path) -> None:
    me = Account(os.geteuid(), os.getegid())
    tmp_path.chmod(0o755)
    link = tmp_path / "link"
    link.symlink_to(tmp_path)

    for path in (tmp_path, link):
        with pytest.raises(Unavailable, match="not safe"):
            check(path, me)


@only_root
def test_as_root_the_server_is_not_root_and_no_folder_above_is_touched() -> None:
    root = arrive("root")
    above = root.folder.stat()

    root.start()

    assert Path(f"/proc/{root.postmaster()}").stat().st_uid != 0
    assert (root.folder.stat().st_mode, root.folder.stat().st_gid) == (above.st_mode, above.st_gid)
    assert stat.S_IMODE(root.home.stat().st_mode) & 0o007 == 0
    root.go_home()


@only_root
def test_as_root_a_closed_folder_above_is_named_and_stays_closed() -> None:
    root = arrive("root")
    root.folder.chmod(0o700)

    with pytest.raises(Unavailable, match=str(root.folder)), starter.database(root.home):
        pass

    assert stat.S_IMODE(root.folder.stat().st_mode) == 0o700
    root.go_home()


@only_root
def test_root_helping_out_in_an_ordinary_users_instance_leaves_it_usable() -> None:
    someone = arrive("nobody")
    leave(someone.start())

    with starter.database(someone.home):
        assert Path(f"/proc/{someone.postmaster()}").stat().st_uid == someone.uid

    leave(someone.start())
    someone.go_home()


def test_a_home_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(Unavailable, match="cannot be used"), starter.database(tmp_path / "file/home"):
        pass
