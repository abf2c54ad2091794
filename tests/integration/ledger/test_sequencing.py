"""Giving places: nothing lost, nothing twice, whoever writes and however many sequencers run."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger import sequencer
from carepost.domain.ledger.sequencer import Sequencer, place_waiting, run
from carepost.domain.ledger.tree import leaf_hash, root_of
from carepost.ground.kernel import Conflict

PLACED = """
    select place.idx, entry.line, place.leaf from ledger_place place join ledger_entry entry
    on entry.practice_id = place.practice_id and entry.id = place.entry_id
    where place.practice_id = '{}' order by place.idx
"""


def test_entries_get_places_and_a_signed_checkpoint(ledger, riverside):
    ids = ledger.write(riverside, 5)

    assert ledger.place() == 5

    rows = ledger.rows(PLACED.format(riverside.id))
    assert [row[0] for row in rows] == [0, 1, 2, 3, 4]
    assert [row[2] for row in rows] == [leaf_hash(row[1].encode()) for row in rows]
    assert [row[0] for row in ledger.rows("select entry_id from ledger_place order by idx")] == ids
    ((size, root, note),) = ledger.rows("select size, root, note from ledger_checkpoint")
    assert notes.read(note) == notes.Checkpoint("carepost.example/ledger/Y90001", 5, root)
    assert notes.holds(note, ledger.key.public_key())
    assert (size, root) == (5, root_of([row[2] for row in rows]))
    assert ledger.outside.longest("carepost.example/ledger/Y90001") == notes.read(note)


def test_tree_goes_on_where_it_was_after_a_restart(ledger, riverside, monkeypatch):
    monkeypatch.setattr(sequencer, "BATCH", 4)
    for count in (1, 9, 3):
        ledger.write(riverside, count)
        assert ledger.place() == count

    leaves = [row[2] for row in ledger.rows(PLACED.format(riverside.id))]
    sizes = ledger.rows("select size, root from ledger_checkpoint order by size")
    assert sizes == [(size, root_of(leaves[:size])) for size in (1, 10, 13)]


def test_checkpoint_is_signed_at_most_every_so_often_unless_asked(ledger, riverside):
    with ledger.connect("ledger") as conn:
        steady = Sequencer(conn, ledger.key, ledger.outside, sign_every=timedelta(seconds=30))
        for _ in range(3):
            ledger.write(riverside)
            steady.round()
        assert ledger.rows("select size from ledger_checkpoint") == [(1,)]

        hasty = Sequencer(conn, ledger.key, ledger.outside, sign_every=timedelta(0))
        assert hasty.round() == 0

    assert ledger.rows("select size from ledger_checkpoint order by size") == [(1,), (3,)]


def test_practices_have_ledgers_of_their_own(ledger, riverside, millbrook):
    ledger.write(riverside, 2)
    ledger.write(millbrook, 3)

    assert ledger.place() == 5

    assert sorted(ledger.rows("select origin, size from ledger_head")) == [
        ("carepost.example/ledger/Y90001", 2),
        ("carepost.example/ledger/Y90002", 3),
    ]


@pytest.mark.hazard("HZ-10")
def test_six_writers_and_two_sequencers_lose_nothing_and_place_nothing_twice(ledger, riverside, millbrook):
    stop = threading.Event()

    def work(_: int) -> int:
        written = 0
        for turn in range(60):
            written += len(ledger.write(riverside if turn % 3 else millbrook, 1 + turn % 4))
        connection.close()
        return written

    def place() -> None:
        run(lambda: ledger.connect("ledger"), ledger.key, ledger.outside, stop, every=0.005)

    sequencers = [threading.Thread(target=place) for _ in range(2)]
    for thread in sequencers:
        thread.start()
    with ThreadPoolExecutor(6) as writers:
        written = sum(writers.map(work, range(6)))
    stop.set()
    for thread in sequencers:
        thread.join()
    ledger.place()

    assert ledger.rows("select count(*) from ledger_unplaced") == [(0,)]
    assert ledger.rows("select count(*), count(distinct entry_id) from ledger_place") == [(written, written)]
    for practice in (riverside, millbrook):
        rows = ledger.rows(PLACED.format(practice.id))
        assert [row[0] for row in rows] == list(range(len(rows)))
        assert ledger.verdict(ledger.export(practice))["result"] == "good"


def test_entry_of_a_slow_transaction_is_placed_later_not_lost(ledger, riverside):
    first_written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        from carepost.domain.tenancy.context import acting_for

        with acting_for(riverside.id):
            ledger.write(riverside)
            first_written.set()
            go_on.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    first_written.wait(10)
    ledger.write(riverside, 3)
    assert ledger.place() == 3
    go_on.set()
    thread.join()

    assert ledger.place() == 1
    assert ledger.verdict(ledger.export(riverside))["result"] == "good"


@pytest.mark.hazard("HZ-10")
def test_crash_after_the_file_outside_and_before_the_commit_is_made_good(ledger, riverside, monkeypatch):
    ledger.write(riverside, 3)
    monkeypatch.setattr(sequencer, "SIGNED", "select 1 / 0, %s::bigint, %s::uuid")
    with pytest.raises(Exception, match="division by zero"):
        ledger.place()
    monkeypatch.undo()
    assert ledger.rows("select count(*) from ledger_checkpoint") == [(0,)]
    outside_before = ledger.outside.path.read_text()

    ledger.place()

    assert ledger.rows("select size from ledger_checkpoint") == [(3,)]
    assert ledger.outside.path.read_text() == outside_before
    assert ledger.verdict(ledger.export(riverside))["result"] == "good"


def test_checkpoint_that_cannot_be_kept_outside_is_not_kept_inside(ledger, riverside, tmp_path):
    ledger.write(riverside)
    ledger.folder = tmp_path / "not there"

    ledger.place()

    assert ledger.rows("select size from ledger_head") == [(1,)]
    assert ledger.rows("select size from ledger_checkpoint") == []


@pytest.mark.hazard("HZ-10")
def test_ledger_restored_from_an_old_copy_is_not_signed_until_explained(ledger, riverside, millbrook):
    ledger.write(riverside, 4)
    ledger.place()
    ledger.as_superuser(
        "delete from ledger_place where idx >= 2",
        "delete from ledger_checkpoint",
        "delete from ledger_head",
        "insert into ledger_unplaced select practice_id, entry_id from ledger_place",
        "delete from ledger_place",
    )
    ledger.write(millbrook)

    ledger.place()

    ((note,),) = ledger.rows("select note from ledger_checkpoint")
    assert note.startswith("carepost.example/ledger/Y90002\n")
    with ledger.connect("ledger") as conn, pytest.raises(Conflict, match="restored from a copy"):
        Sequencer(conn, ledger.key, ledger.outside).serve(riverside.id, force=True)


@pytest.mark.hazard("HZ-10")
def test_sequencer_runs_until_told_and_comes_back_when_the_database_was_away(ledger, riverside):
    stop, connections = threading.Event(), []

    def connect():
        connections.append(ledger.connect("ledger"))
        return connections[-1]

    thread = threading.Thread(
        target=run, args=(connect, ledger.key, ledger.outside, stop), kwargs={"every": 0.01}
    )
    thread.start()
    while not connections:
        time.sleep(0.01)
    pid = connections[0].info.backend_pid
    with ledger.connect("superuser") as conn:
        conn.execute("select pg_terminate_backend(%s)", [pid])
    ledger.write(riverside, 2)
    while len(connections) < 2:
        time.sleep(0.01)
    time.sleep(0.1)
    stop.set()
    thread.join(10)

    assert ledger.rows("select size, signed_size from ledger_head") == [(2, 2)]


def test_placing_is_one_call_for_whoever_needs_it_now(ledger, riverside):
    ledger.write(riverside, 2)
    with ledger.connect("ledger") as conn:
        assert place_waiting(conn, ledger.key, ledger.outside, force=True) == 2
