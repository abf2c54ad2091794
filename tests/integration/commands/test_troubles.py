"""Whatever goes wrong with a command, whoever typed it reads what happened and what to do; never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import click
import psycopg
import pytest
from django.db import connection

from carepost.config.instance import Instance, default_home
from carepost.doors.commands import cli
from carepost.doors.commands.instance import MIGRATING
from carepost.doors.commands.running import write_secret
from tests.integration.commands.conftest import Said, Typed
from tests.integration.commands.patient import Patient
from tests.integration.desk import Desk

SECRET = "a-secret-word"
WAITING = "select 1 from pg_locks where locktype = 'advisory' and not granted and objid = %s"


def check_said(said: Said, *words: str) -> None:
    assert said.code == 1
    assert "Traceback" not in said.err
    assert said.err.startswith("carepost: ")
    for word in words:
        assert word in said.err


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("CAREPOST_LMTP_PORT", "ninety", "lmtp_port"),
        ("CAREPOST_LMTP_PORT", "99999", "lmtp_port"),
        ("CAREPOST_LOG_LEVEL", "loud", "log_level"),
        ("CAREPOST_METRICS_TOKEN", "short", "16 characters"),
        ("CAREPOST_METRICS_PRACTICES", "Y90009", "metrics_practices"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_named(
    carepost: Typed, monkeypatch: pytest.MonkeyPatch, name: str, value: str, word: str
) -> None:
    monkeypatch.setenv(name, value)
    check_said(carepost("recovery", "sheet"), word, "docs/reference/settings.md")


@pytest.mark.parametrize("written", [b"public_url = nothing\n", "name = 'Caf\xe9'\n".encode("latin-1")])
def test_a_carepost_toml_that_cannot_be_read_is_named(
    carepost: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bytes
) -> None:
    (tmp_path / "carepost.toml").write_bytes(written)
    monkeypatch.setenv("CAREPOST_HOME", str(tmp_path))
    check_said(carepost("recovery", "sheet"), "carepost.toml")


def test_a_home_that_cannot_be_one_is_named(
    carepost: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a file"
    place.touch()
    monkeypatch.setenv("CAREPOST_HOME", str(place))
    check_said(carepost("init"), str(place), "Mend that")


def test_the_doctor_says_it_too(patient: Patient) -> None:
    (patient.home / "carepost.toml").write_text("public_url = nothing")
    (found,) = patient.findings()
    assert "carepost.toml" in found.found


def test_an_address_of_a_database_that_makes_no_sense_is_not_repeated(
    carepost: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command()
    def planted() -> None:
        from psycopg.conninfo import conninfo_to_dict

        conninfo_to_dict(f"carepost_app {SECRET}")

    monkeypatch.setitem(cli.carepost.commands, "planted", planted)
    said = carepost("planted")
    check_said(said, "DATABASE_URL")
    assert SECRET not in said.err


@pytest.mark.parametrize(
    "asked",
    [
        "select * from table_of_tomorrow",
        "select column_of_tomorrow from organisations_practice",
        "delete from ledger_head",  # as where the app was not given its rights yet
    ],
)
def test_a_database_of_an_older_version_is_sent_to_migrate(
    desk: Desk, carepost: Typed, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    @click.command()
    def planted() -> None:
        with connection.cursor() as cursor:
            cursor.execute(asked)

    monkeypatch.setitem(cli.carepost.commands, "planted", planted)
    check_said(carepost("planted"), "carepost migrate")


def test_what_nobody_foresaw_is_said_without_its_words(
    carepost: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards

    @click.command()
    def planted() -> None:
        raise RuntimeError("Maya Patel, 999 123 4567")

    monkeypatch.setitem(cli.carepost.commands, "planted", planted)
    with pytest.raises(RuntimeError) as died:
        carepost("planted")
    sys.excepthook(died.type, died.value, died.tb)
    said = capsys.readouterr().err
    assert "nobody foresaw" in said
    assert json.loads(said.splitlines()[-1])["event"] == "process.died"
    assert "Traceback" not in said
    assert "Maya" not in said


def test_a_home_of_no_name_is_none_and_a_near_one_stays_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREPOST_HOME", "")
    assert Instance().home == default_home()
    monkeypatch.setenv("CAREPOST_HOME", "here")
    assert Instance().home == Path.cwd() / "here"


def test_a_secret_is_whole_or_absent_and_the_first_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREPOST_HOME", str(tmp_path))
    instance = Instance()
    write_secret(instance, "token.key", b"first")
    write_secret(instance, "token.key", b"second")
    assert instance.secret("token.key") == b"first"
    assert [path.name for path in instance.secrets.iterdir()] == ["token.key"]
    assert (instance.secrets / "token.key").stat().st_mode & 0o777 == 0o600


def test_https_needs_both_halves_or_nothing_is_served(carepost: Typed, tmp_path: Path) -> None:
    """Pages in plain text, believed to be under a certificate, would give every password away."""
    (tmp_path / "a.pem").write_text("no certificate")
    said = carepost("serve", "--certificate", tmp_path / "a.pem")
    assert (said.code, "--key" in said.err) == (2, True)
    both = carepost("serve", "--certificate", tmp_path / "a.pem", "--key", tmp_path / "a.pem")
    check_said(both, "PEM")


@pytest.mark.parametrize("command", ["serve", "listener"])
def test_a_port_that_there_is_not_is_refused(carepost: Typed, command: str) -> None:
    said = carepost(command, "--port", "99999")
    assert (said.code, "65535" in said.err) == (2, True)


def test_a_policy_that_is_not_utf_8_is_refused(desk: Desk, carepost: Typed, tmp_path: Path) -> None:
    (tmp_path / "rules.md").write_bytes("Caf\xe9".encode("latin-1"))
    check_said(carepost("policy", "publish", "terms", tmp_path / "rules.md"), "UTF-8")


def test_whoever_migrates_second_waits_for_the_first(desk: Desk, logins: dict[str, str]) -> None:
    """Two at once made the same tables, and one of them ended in the middle; `init` typed twice, for example."""
    owner = {"DATABASE_URL": logins["owner"], "DATABASE_OWNER_URL": logins["owner"]}
    with psycopg.connect(logins["superuser"], autocommit=True) as first:
        first.execute("select pg_advisory_lock(%s)", [MIGRATING])
        second = subprocess.Popen([sys.executable, "-m", "carepost", "migrate"], env=os.environ | owner)
        try:
            end = time.monotonic() + 30
            while not first.execute(WAITING, [MIGRATING]).fetchone() and time.monotonic() < end:
                assert second.poll() is None
                time.sleep(0.1)
            assert first.execute(WAITING, [MIGRATING]).fetchone()
        finally:
            second.kill()  # before it writes into the tests' database
            second.wait()


@pytest.mark.parametrize(
    "words",
    [
        ("bench", "send", "--rounds", "0"),
        ("bench", "ingest", "--messages", "0"),
        ("bench", "inbox", "--size", "-5"),
        ("bench", "web", "--seconds", "0"),
        ("demo", "--port", "99999"),
    ],
)
def test_a_number_of_which_nothing_could_come_is_refused_before_anything_is_made(
    carepost: Typed, words: tuple[str, ...]
) -> None:
    said = carepost(*words)
    assert (said.code, "is not in the range" in said.err) == (2, True)


@pytest.mark.hazard("HZ-10")
@pytest.mark.parametrize("command", ["serve", "worker", "listener"])
def test_nothing_is_taken_in_while_the_vault_is_not_mounted(
    desk: Desk, patient: Patient, command: str
) -> None:
    """A new key would be made, and letters answered for would lie below the vault that comes back."""
    (patient.home / "vault").unlink()
    (patient.home / "vault").mkdir()
    check_said(patient.carepost(command), "not mounted", "restore vault/")
    assert list((patient.home / "vault").iterdir()) == []
