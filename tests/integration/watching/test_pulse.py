"""Whether those who work in the background live: their rows, what they tell systemd, and how far the ledger is."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from carepost.actions.watching.pulses import here, pulses, tell_pulse
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.ledger.sequencer import place_waiting
from carepost.doors.commands.systemd import notify
from carepost.doors.jobs import pulse as jobs_pulse
from carepost.doors.jobs.ledger_watch import LedgerWatch
from carepost.doors.jobs.pulse import Pulse
from carepost.ground.kernel import clock
from tests.integration.desk import Desk


class Systemd:
    """The other end of NOTIFY_SOCKET."""

    def __init__(self, place: Path) -> None:
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.line.bind(str(place))
        self.line.settimeout(5)

    def heard(self) -> str:
        return self.line.recv(100).decode()


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Systemd]:
    found = Systemd(tmp_path / "notify")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    yield found
    found.line.close()


def test_systemd_is_told_when_we_are_ready_that_we_live_and_that_we_end(
    transactional_db: None, systemd: Systemd
) -> None:
    pulse, stop = Pulse("worker", lambda state: (notify(state), stop.set())[0]), threading.Event()

    pulse.run(stop)
    pulse.beat()

    assert [systemd.heard() for _ in range(3)] == ["READY=1", "STOPPING=1", "WATCHDOG=1"]


def test_without_systemd_nobody_is_told_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert notify("READY=1") is None
    monkeypatch.setenv("NOTIFY_SOCKET", "/nowhere/at/all")
    assert notify("READY=1") is None


@pytest.mark.hazard("HZ-06")
def test_a_part_that_stands_still_stops_the_pulse_so_that_systemd_starts_us_anew(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    pulse = Pulse("worker", told.append)
    pulse.moved("sweeper")
    pulse.beat()
    assert told == ["WATCHDOG=1"]
    before = pulses()

    monkeypatch.setattr(jobs_pulse, "STILL_AFTER", -1.0)
    pulse.beat()

    assert pulse.still() == ["sweeper"]
    assert told == ["WATCHDOG=1"]
    assert pulses() == before


def test_a_process_is_known_by_its_last_pulse_and_missed_after_a_minute(db: None) -> None:
    with clock.at(clock.now() - timedelta(seconds=61)):
        tell_pulse("listener", clock.now(), {"mail_taken": 3})
    (one,) = pulses()
    assert (one.process, one.place, one.figures) == ("listener", here(), {"mail_taken": 3})
    assert one.missed

    tell_pulse("listener", one.started_at, {"mail_taken": 4})

    (again,) = pulses()
    assert again.figures == {"mail_taken": 4}
    assert not again.missed


def test_the_dead_are_forgotten_after_a_day_and_those_who_ended_in_order_at_once(
    transactional_db: None,
) -> None:
    with clock.at(clock.now() - timedelta(days=2)):
        tell_pulse("worker", clock.now(), {})
    tell_pulse("listener", clock.now(), {})
    assert [one.process for one in pulses()] == ["listener"]

    stop = threading.Event()
    stop.set()
    Pulse("listener", lambda state: None).run(stop)

    assert pulses() == []


def test_a_database_that_is_away_does_not_end_the_pulse(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> dict[str, float]:
        from django.db import OperationalError

        raise OperationalError("gone")

    told: list[str] = []

    Pulse("worker", told.append, fails).beat()

    assert told == ["WATCHDOG=1"], "we live; it is the database that does not"
    assert pulses() == []


@pytest.fixture
def ledger(logins: dict[str, str]) -> Iterator[LedgerWatch]:
    with psycopg.connect(logins["ledger"]) as conn:
        yield LedgerWatch(lambda: conn)


@pytest.mark.hazard("HZ-10")
def test_a_ledger_that_is_not_put_in_order_shows_how_far_it_is_behind(
    committed_desk: Desk, ledger: LedgerWatch, logins: dict[str, str], tmp_path: Path
) -> None:
    committed_desk.send()
    behind = ledger.figures()
    assert behind["ledger_unplaced"] > 0
    assert 0 < behind["ledger_behind_seconds"] < 600

    with psycopg.connect(logins["ledger"]) as conn:
        outside = OutsideFile(tmp_path / "checkpoints.txt")
        place_waiting(conn, Ed25519PrivateKey.generate(), outside, force=True)

    level = ledger.figures()
    assert (level["ledger_unplaced"], level["ledger_behind_seconds"]) == (0, 0)
    assert level["ledger_signed_ago_seconds"] < 600


@pytest.mark.hazard("HZ-10")
def test_places_without_a_signature_over_them_are_behind_too(
    committed_desk: Desk, ledger: LedgerWatch, logins: dict[str, str], tmp_path: Path
) -> None:
    outside = OutsideFile(tmp_path / "checkpoints.txt")
    with psycopg.connect(logins["ledger"]) as conn:
        place_waiting(conn, Ed25519PrivateKey.generate(), outside, force=True)
    committed_desk.send()
    with psycopg.connect(logins["ledger"]) as conn:
        place_waiting(conn, Ed25519PrivateKey.generate(), outside)

    found = ledger.figures()

    assert found["ledger_unplaced"] == 0
    assert found["ledger_behind_seconds"] > 0


def test_a_ledger_that_cannot_be_seen_gives_no_figures() -> None:
    watch = LedgerWatch(lambda: psycopg.connect("host=/nowhere dbname=none"))

    assert watch.figures() == {}
