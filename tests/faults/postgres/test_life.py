"""The database comes up with its first user and goes down with its last, whoever is killed on the way."""

from __future__ import annotations

import signal
import subprocess

import psycopg
import pytest

from tests.faults.postgres.people import User, becomes_true, is_alive, kill, leave, said

pytestmark = pytest.mark.slow


def test_last_one_out_stops_the_database(user: User) -> None:
    first, second = user.start(), user.start()
    server = user.postmaster()

    leave(first)
    assert is_alive(server)
    leave(second)
    assert not is_alive(server)


def test_after_every_process_was_killed_the_next_attaches_and_stops_it(user: User) -> None:
    doomed = [user.start(), user.start()]
    server = user.postmaster()
    kill(*(process.pid for process in doomed))

    late = user.start()

    assert user.postmaster() == server
    leave(late)
    assert not is_alive(server)


def test_after_the_server_was_killed_the_next_finds_every_committed_row(user: User) -> None:
    holder = user.start()
    user.query("create table kept as select 7 as number")
    kill(user.postmaster())

    user.start()

    assert user.query("select number from kept") == [(7,)]
    leave(holder)
    assert user.query("select 1") == [(1,)]


def is_up_again(user: User) -> bool:
    try:
        return user.query("select 1") == [(1,)]
    except psycopg.OperationalError:
        return False


@pytest.mark.hazard("HZ-10")
def test_a_process_that_keeps_it_up_starts_a_killed_server_again_by_itself(user: User) -> None:
    keeper = user.start("keep up")
    user.query("create table kept as select 7 as number")
    kill(user.postmaster())

    assert becomes_true(lambda: is_up_again(user), seconds=30)
    assert user.query("select number from kept") == [(7,)]
    again = user.postmaster()
    leave(keeper)
    assert not is_alive(again)


@pytest.mark.hazard("HZ-10")
def test_after_everything_was_killed_the_next_starts_it_again(user: User) -> None:
    doomed = user.start()
    user.query("create table kept as select 7 as number")
    kill(doomed.pid, user.postmaster())

    user.start()

    assert user.query("select number from kept") == [(7,)]


def test_a_stranger_with_the_old_process_number_is_neither_waited_for_nor_harmed(user: User) -> None:
    leave(user.start())
    stranger = subprocess.Popen(["sleep", "60"], **_as_the_server(user))
    data = user.home / "pg/data"
    (data / "postmaster.pid").write_text(f"{stranger.pid}\n{data}\n1700000000\n5432\n\n\n1 1\nready   \n")
    (user.home / "pg/run/.s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")

    leave(user.start())

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


@pytest.mark.hazard("HZ-10")
def test_a_first_start_cut_short_is_begun_again(user: User) -> None:
    doomed = user.start(wait=False)
    assert becomes_true(lambda: any(user.home.glob("pg/data.new-*/PG_VERSION")))
    kill(doomed.pid)

    user.start()

    assert user.query("select 1") == [(1,)]
    assert not list(user.home.glob("pg/password-*"))


def test_four_processes_starting_at_once_share_one_server(user: User) -> None:
    together = [user.start(wait=False) for _ in range(4)]

    assert [said(process) for process in together] == ["up"] * 4
    server = user.postmaster()
    for process in together:
        leave(process)
    assert not is_alive(server)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_process_asked_to_end_stops_the_database(user: User, number: signal.Signals) -> None:
    holder = user.start()
    server = user.postmaster()

    holder.send_signal(number)
    holder.wait(timeout=60)

    assert not is_alive(server)


def test_a_forked_child_does_not_keep_the_database_up(user: User) -> None:
    parent = user.start("fork", wait=False)
    lines = {said(parent), said(parent)}
    child = int(next(line for line in lines if line.startswith("child")).split()[1])
    server = user.postmaster()

    kill(parent.pid)
    leave(user.start())

    assert is_alive(child)
    assert not is_alive(server)
    kill(child)


def _as_the_server(user: User) -> dict[str, int]:
    owner = (user.home / "pg/data").stat()
    return {"user": owner.st_uid} if user.name == "root" else {"user": user.uid}
