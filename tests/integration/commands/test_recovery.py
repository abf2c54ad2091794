"""`carepost recovery`: the master key from paper, tried before it is needed."""

from __future__ import annotations

import io
import stat
import sys
from datetime import timedelta

import pytest

from carepost.doors.commands.checkup.finding import Level
from carepost.ground.kernel import clock
from carepost.ground.vault import master
from tests.integration.commands.conftest import Said
from tests.integration.commands.patient import Patient
from tests.integration.desk import Desk

pytestmark = pytest.mark.hazard("HZ-10")


def typed(patient: Patient, command: str, text: str, monkeypatch: pytest.MonkeyPatch) -> Said:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    return patient.carepost("recovery", command)


def test_a_lost_key_comes_back_from_its_sheet(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    key = (patient.secrets / "master.key").read_bytes()
    sheet = patient.carepost("recovery", "sheet").out
    (patient.secrets / "master.key").unlink()
    said = typed(patient, "restore", sheet, monkeypatch)
    assert said.code == 0
    assert master.fingerprint(key) in said.out
    assert (patient.secrets / "master.key").read_bytes() == key
    assert stat.S_IMODE((patient.secrets / "master.key").stat().st_mode) == 0o400


def test_a_key_that_is_there_is_never_replaced(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    key = (patient.secrets / "master.key").read_bytes()
    said = typed(patient, "restore", master.recovery_sheet(master.new_key(), clock.now()), monkeypatch)
    assert said.code == 1
    assert "There is a master key at" in said.err
    assert (patient.secrets / "master.key").read_bytes() == key


def test_a_mistyped_line_is_named_and_nothing_is_noted(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = patient.carepost("recovery", "sheet").out.splitlines()
    (fourth,) = (number for number, line in enumerate(lines) if line.strip().startswith("Line 4"))
    lines[fourth] = lines[fourth][:-1] + ("0" if lines[fourth][-1] != "0" else "1")
    said = typed(patient, "check", "\n".join(lines), monkeypatch)
    assert said.code == 1
    assert "line 4" in said.err
    assert not list(patient.home.glob("recovery*"))


def test_the_doctor_asks_until_the_sheet_was_tried_and_again_after_a_year(
    patient: Patient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = patient.of("recovery sheet")
    assert (found.level, "recovery check" in found.do) == (Level.LOOK, True)
    said = typed(patient, "check", patient.carepost("recovery", "sheet").out, monkeypatch)
    assert "The sheet is right." in said.out
    assert patient.of("recovery sheet").level is Level.OK
    with clock.at(clock.now() + timedelta(days=400)):
        assert patient.of("recovery sheet").found == "It was last tried 400 days ago."


def test_a_sheet_of_another_key_is_not_taken_for_ours(
    patient: Patient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = master.recovery_sheet(master.new_key(), clock.now())
    said = typed(patient, "check", other, monkeypatch)
    assert said.code == 1
    assert "of another key" in said.err
    typed(patient, "check", patient.carepost("recovery", "sheet").out, monkeypatch)
    place = patient.secrets / "master.key"
    place.write_bytes(master.new_key())
    found = patient.of("recovery sheet")
    assert found.level is Level.WRONG
    assert "of another key" in found.found
