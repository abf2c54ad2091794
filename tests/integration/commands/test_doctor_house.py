"""`carepost doctor` on the house itself: each thing is broken on purpose, and the doctor names it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.test import override_settings

from carepost.domain.tenancy import services
from carepost.doors.commands.checkup import examine, machine
from carepost.doors.commands.checkup.finding import Level, look, well, wrong
from carepost.ground.kernel import clock
from carepost.ground.mailkit.child import ParserChild
from tests.doubles.certificates import Authority
from tests.instance import HOME
from tests.integration.commands.patient import Patient
from tests.integration.desk import Desk
from tests.integration.letters import mail

pytestmark = pytest.mark.hazard("HZ-10")


@pytest.mark.parametrize(("last", "code"), [(wrong, 1), (look, 0)])
def test_the_code_is_0_only_when_nothing_is_wrong(
    patient: Patient, desk: Desk, monkeypatch: pytest.MonkeyPatch, last: object, code: int
) -> None:
    monkeypatch.setattr(examine, "WITH_DATABASE", [])
    findings = [well("one", "Fine."), last("two", "Not so.", "Mend it.")]  # type: ignore[operator]
    monkeypatch.setattr(examine, "WITHOUT_DATABASE", [("both", lambda house: iter(findings))])
    said = patient.carepost("doctor")
    assert said.code == code
    level = "wrong" if code else "look "
    assert said.out == (
        f"ok    one: Fine.\n{level} two: Not so.\n      Mend it.\n\n"
        f"2 things looked at: {code} wrong, {1 - code} to look at.\n"
    )


def test_everything_else_is_looked_at_while_the_database_is_away(patient: Patient) -> None:
    """A process of its own, as an operator would start it; nothing listens on that port."""
    away = "postgresql://carepost_app:a-secret-word@127.0.0.1:1/carepost"
    environment = os.environ | {"DATABASE_URL": away, "DATABASE_LEDGER_URL": away}
    done = subprocess.run(
        [sys.executable, "-m", "carepost", "doctor", "--json"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stdout, done.stderr
    levels = {one["check"]: one["level"] for one in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1
    assert levels["database"] == "wrong"
    assert levels["keys"] == levels["master key"] == "ok"
    assert levels["logins"] == levels["vault"] == "look"
    assert "a-secret-word" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_forgets_in_a_power_cut_is_named(patient: Patient, desk: Desk) -> None:
    """The tests' own server is one: nobody's letters are in it."""
    found = patient.of("database keeps")
    assert found.level is Level.WRONG
    assert "fsync is off" in found.found
    assert patient.of("database").level is Level.OK


@pytest.mark.parametrize(("login", "words"), [("superuser", "is a superuser"), ("owner", "owns tables")])
def test_a_login_with_too_many_rights_is_named(
    patient: Patient,
    desk: Desk,
    logins: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    login: str,
    words: str,
) -> None:
    assert patient.of("login app").level is Level.OK
    monkeypatch.setenv("DATABASE_URL", logins[login])
    found = patient.of("login app")
    assert found.level is Level.WRONG
    assert words in found.found
    assert "carepost_app" in found.do


def test_a_ledger_login_that_is_refused_is_named(
    patient: Patient, desk: Desk, logins: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert patient.of("login ledger").level is Level.OK
    refused = psycopg.conninfo.make_conninfo(logins["ledger"], user="nobody_known")
    monkeypatch.setenv("DATABASE_LEDGER_URL", refused)
    assert patient.of("login ledger").level is Level.WRONG


def test_a_table_without_its_fence_is_named(
    patient: Patient, committed_desk: Desk, logins: dict[str, str]
) -> None:
    assert patient.of("fences").level is Level.OK
    change = "alter table correspondence_note {} force row level security"
    with psycopg.connect(logins["superuser"], autocommit=True) as superuser:
        superuser.execute(change.format("no"))
        try:
            found = patient.of("fences")
        finally:
            superuser.execute(change.format(""))
    assert found.level is Level.WRONG
    assert "correspondence_note" in found.found


def test_a_database_of_an_older_version_is_named(
    patient: Patient, committed_desk: Desk, logins: dict[str, str]
) -> None:
    assert patient.of("migrations").level is Level.OK
    with psycopg.connect(logins["superuser"], autocommit=True) as superuser:
        superuser.execute("update django_migrations set app = 'x' || app where app = 'intake'")
        try:
            found = patient.of("migrations")
        finally:
            superuser.execute("update django_migrations set app = 'intake' where app = 'xintake'")
    assert found.level is Level.WRONG
    assert "carepost migrate" in found.do


def test_keys_that_are_missing_damaged_or_open_to_others_are_named(patient: Patient, desk: Desk) -> None:
    assert patient.of("keys").level is Level.OK
    (patient.secrets / "token.key").unlink()
    assert "token.key is missing" in patient.of("keys").found
    (patient.secrets / "ledger.key").chmod(0o640)
    assert any("can get at ledger.key" in one.found for one in patient.findings())
    assert patient.of("master key").level is Level.OK
    (patient.secrets / "master.key").write_bytes(b"short")
    found = patient.of("master key")
    assert found.level is Level.WRONG
    assert "is damaged" in found.found
    assert "recovery restore" in found.do


def test_a_vault_that_is_not_mounted_is_named(patient: Patient, desk: Desk) -> None:
    assert patient.of("vault").level is Level.OK
    (patient.home / "vault").unlink()
    (patient.home / "vault" / "keys").mkdir(parents=True)
    found = patient.of("vault")
    assert found.level is Level.WRONG
    assert "is not mounted or is lost" in found.found


def test_a_newest_letter_that_does_not_open_is_named(patient: Patient, desk: Desk) -> None:
    arrival = desk.arrival(desk.accept(mail()))
    assert patient.of("vault").level is Level.OK
    (sealed,) = (HOME / "vault").rglob(arrival.object_id.hex)
    sealed.unlink()
    found = patient.of("vault")
    assert found.level is Level.WRONG
    assert "For 1 of 2 practices: This letter or file is not in the vault" in found.found


@pytest.mark.parametrize(
    ("room", "files", "pace", "level"),
    [
        (100e9, 10_000_000, 0, Level.OK),
        (100e9, 10_000_000, 1e9, Level.OK),
        (100e9, 10_000_000, 4e9, Level.LOOK),
        (4e9, 10_000_000, 0, Level.LOOK),
        (100e9, 50_000, 0, Level.LOOK),
        (0.4e9, 10_000_000, 0, Level.WRONG),
        (100e9, 500, 0, Level.WRONG),
    ],
)
def test_a_disk_that_is_full_or_soon_will_be_is_named(
    room: float, files: int, pace: float, level: Level
) -> None:
    found = os.statvfs_result((4096, 4096, 0, 0, int(room / 4096), 10_000_000, 0, files, 0, 255))
    assert machine.disk("disk", found, pace).level is level


def test_the_pace_at_which_the_disk_fills_is_told(patient: Patient, desk: Desk) -> None:
    assert "pace" not in patient.of("disk of vault").found
    desk.accept(mail("x" * 100_000))
    assert "At the pace of the last 7 days" in patient.of("disk of vault").found


@pytest.mark.parametrize(
    ("seconds", "level"), [(1, Level.OK), (10, Level.LOOK), (3600, Level.WRONG), (-90, Level.WRONG)]
)
def test_a_clock_that_is_wrong_is_named(
    patient: Patient, desk: Desk, monkeypatch: pytest.MonkeyPatch, seconds: int, level: Level
) -> None:
    class Wrong:
        @staticmethod
        def time() -> float:
            return clock.now().timestamp() + seconds

    monkeypatch.setattr(machine, "time", Wrong)
    found = patient.of("clock")
    assert found.level is level


@pytest.mark.parametrize(("state", "level"), [(0, Level.OK), (5, Level.LOOK), (None, Level.LOOK)])
def test_a_machine_that_keeps_no_time_is_named(
    patient: Patient, desk: Desk, monkeypatch: pytest.MonkeyPatch, state: int | None, level: Level
) -> None:
    assert machine.time_state() in {None, *range(6)}
    monkeypatch.setattr(machine, "time_state", lambda: state)
    assert patient.of("time service").level is level


def test_a_program_for_mail_that_cannot_start_is_named(
    patient: Patient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with services.parser() as parser:
        assert (patient.of("opening mail").level is Level.OK) is parser.gave_up_root()
    with ParserChild() as lost:
        monkeypatch.setattr(services, "parser", lambda: lost)
        monkeypatch.setattr(sys, "executable", "/no/such/python")
        found = patient.of("opening mail")
    assert found.level is Level.WRONG
    assert "could not be started" in found.found


def test_pages_in_plain_text_are_named(patient: Patient, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert patient.of("pages").level is Level.OK
    monkeypatch.setenv("CAREPOST_PUBLIC_URL", "http://post.surgery.example")
    found = patient.of("pages")
    assert found.level is Level.WRONG
    assert "plain text" in found.found


def test_a_certificate_that_ended_or_cannot_be_read_is_named(
    patient: Patient, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path / "ca")
    chains = [authority.issue(kind).chain for kind in ("good", "expired")]
    monkeypatch.setenv("CAREPOST_WATCHED_CERTIFICATES", json.dumps([*map(str, chains), "/no/such.pem"]))
    found = Counter((one.level, one.do) for one in patient.findings() if one.check.startswith("certificate "))
    assert sorted(str(level) for level, _ in found) == ["ok", "wrong", "wrong"]


def test_settings_that_cannot_be_understood_are_named(patient: Patient, desk: Desk) -> None:
    (patient.home / "carepost.toml").write_text('web_threads = "a secret word"\n')
    (found,) = patient.findings()
    assert (found.check, found.level) == ("settings", Level.WRONG)
    assert "web_threads" in found.found
    assert "a secret word" not in found.found


def test_the_age_of_the_lists_is_told(patient: Patient, desk: Desk) -> None:
    assert patient.of("list of accredited domains").level is Level.OK
    with clock.at(clock.now() + timedelta(days=120)):
        assert patient.of("list of accredited domains").level is Level.LOOK
    with clock.at(clock.now() + timedelta(days=400)):
        assert "too old to prove anything" in patient.of("list of accredited domains").found


def test_no_secret_and_no_name_is_printed(patient: Patient, desk: Desk, logins: dict[str, str]) -> None:
    desk.sent()
    said = patient.said().out
    passwords = [psycopg.conninfo.conninfo_to_dict(one)["password"] for one in logins.values()]
    keys = [(patient.secrets / name).read_bytes().hex() for name in ("master.key", "token.key", "ledger.key")]
    assert not [word for word in (*passwords, *keys, "made up", "Smith", "Barton", "Shah") if word in said]


def test_a_missing_list_of_stolen_passwords_is_named_until_one_is_imported(
    patient: Patient, desk: Desk, tmp_path: Path
) -> None:
    hashes = tmp_path / "list.txt"
    hashes.write_text("0" * 40 + ":12\n")
    with override_settings(CAREPOST_BREACHED_PASSWORDS=tmp_path / "stolen.bin"):
        found = patient.of("stolen passwords")
        assert found.level is Level.LOOK
        assert "carepost passwords import" in found.do

        patient.carepost("passwords", "import", str(hashes))

        assert patient.of("stolen passwords").level is Level.OK
