"""`carepost doctor` on what the house does: mail, processes, ledger. Each is broken on purpose, and it names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import psycopg
import pytest

from carepost.actions.practices.found import Line, change_line
from carepost.actions.watching.pulses import tell_pulse
from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.ledger.sequencer import Sequencer
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy.context import acting_for
from carepost.domain.tenancy.models import Due, raise_due
from carepost.doors.commands.checkup.finding import Level
from carepost.ground.kernel import EmailAddress, clock
from tests.doubles.certificates import Authority, Kind
from tests.doubles.smtp_peer import SmtpPeer
from tests.doubles.smtp_rules import Rules
from tests.integration.commands.patient import Patient
from tests.integration.desk import Desk

ADDRESS = "y90001@nhsmail.example"


@pytest.fixture
def line(tmp_path: Path) -> Line:
    rules = Rules()
    return Line(
        address=EmailAddress.parse(ADDRESS),
        submission_host="localhost",
        submission_port=1,
        username=rules.user,
        password=rules.password,
        ca_file=str(tmp_path / "ca" / "ca.pem"),
    )


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "ca")


def connected(desk: Desk, line: Line) -> None:
    change_line(actor=desk.system, mailbox_id=desk.mailbox.id, line=line)


@pytest.mark.hazard("HZ-06")
@pytest.mark.parametrize(
    ("certificate", "level", "words"),
    [
        ("good", Level.OK, "let us in over verified TLS. The certificate lasts"),
        ("expired", Level.WRONG, "The certificate of localhost has expired."),
        ("wrong-host", Level.WRONG, "is for another host"),
        ("unknown-authority", Level.WRONG, "by an authority we do not trust"),
    ],
)
def test_the_line_to_the_mail_service_is_tried_as_it_is_used(
    patient: Patient,
    desk: Desk,
    line: Line,
    authority: Authority,
    certificate: Kind,
    level: Level,
    words: str,
) -> None:
    with SmtpPeer(authority.file.parent, authority.issue(certificate)) as peer:
        connected(desk, replace(line, submission_port=peer.port))
        found = patient.of("sending Y90001")
    assert found.level is level
    assert words in found.found
    assert not [one for one in peer.commands if one.startswith("MAIL")]


@pytest.mark.hazard("HZ-06")
def test_a_wrong_password_and_a_server_that_is_away_are_named(
    patient: Patient, desk: Desk, line: Line, authority: Authority
) -> None:
    with SmtpPeer(authority.file.parent, authority.issue("good")) as peer:
        connected(desk, replace(line, submission_port=peer.port, password="another"))
        refused = patient.of("sending Y90001")
    away = patient.of("sending Y90001")
    assert (refused.level, away.level) == (Level.WRONG, Level.WRONG)
    assert "did not accept our name and password" in refused.found
    assert "could not be reached" in away.found


@pytest.mark.hazard("HZ-02")
def test_a_mailbox_that_cannot_be_read_is_named(
    patient: Patient, desk: Desk, line: Line, authority: Authority
) -> None:
    with SmtpPeer(authority.file.parent, authority.issue("expired"), Rules(implicit_tls=True)) as peer:
        connected(desk, replace(line, imap_host="localhost", imap_port=peer.port))
        found = patient.of("fetching Y90001")
    assert found.level is Level.WRONG
    assert found.found == "The certificate of localhost has expired."


def test_a_password_that_does_not_open_is_named(patient: Patient, desk: Desk) -> None:
    with desk.acting():
        ServiceMailbox.objects.of(desk.id).update(sealed_password=b"CPV\x01" + bytes(60))
    found = patient.of("mailbox Y90001")
    assert found.level is Level.WRONG
    assert "was changed or damaged" in found.found


@pytest.mark.hazard("HZ-06")
def test_own_copies_that_do_not_come_back_are_named(patient: Patient, desk: Desk) -> None:
    assert patient.of("own copies Y90001").level is Level.OK
    desk.sent()
    with clock.at(clock.now() + timedelta(hours=1)):
        found = patient.of("own copies Y90001")
    assert found.level is Level.LOOK
    assert "None of the latest 1 letters came back" in found.found


@pytest.mark.parametrize(
    ("ahead", "level", "words"),
    [
        (20, Level.OK, "seconds ahead of ours"),
        (90, Level.WRONG, "seconds ahead of ours"),
        (-3600, Level.WRONG, "seconds behind ours"),
    ],
)
def test_a_mail_service_whose_clock_differs_from_ours_is_named(
    patient: Patient, desk: Desk, ahead: int, level: Level, words: str
) -> None:
    """The service stamps what it takes; our own copy brings the stamp back, below those of later servers."""
    envelope = desk.sent()
    (attempt,) = desk.attempts()
    assert patient.of("clock Y90001").found.startswith("No letter of ours")
    stamp = format_datetime(attempt.ended_at + timedelta(seconds=ahead))
    later = b"Received: from a by b; Mon, 01 Jan 2001 00:00:00 +0000\r\n"
    took = f"Received: from us by mail.example; {stamp}\r\n".encode()

    desk.take_in(later + took + desk.frozen(envelope))
    found = patient.of("clock Y90001")

    assert found.level is level
    assert words in found.found
    assert ("NTP" in found.do) is (level is Level.WRONG)


@pytest.mark.hazard("HZ-02")
@pytest.mark.parametrize("process", ["worker", "listener"])
def test_a_process_that_does_not_run_is_named(patient: Patient, desk: Desk, process: str) -> None:
    assert patient.of(process).found == "It does not run."
    tell_pulse(process, clock.now(), {})
    assert patient.of(process).level is Level.OK
    with clock.at(clock.now() + timedelta(minutes=5)):
        found = patient.of(process)
    assert found.level is Level.WRONG
    assert found.found.startswith("It was last heard of ")
    assert f"carepost-{process}" in found.do


def test_the_listener_is_missed_only_where_mail_comes_by_it(patient: Patient, desk: Desk) -> None:
    for surgery in (desk.cast.riverside, desk.cast.millbrook):
        with acting_for(surgery.practice.id):
            ServiceMailbox.objects.of(surgery.practice.id).update(imap_host="localhost", imap_port=1)
    assert not [one for one in patient.findings() if one.check == "listener"]


@pytest.mark.hazard("HZ-02")
def test_work_that_nobody_does_is_named(patient: Patient, desk: Desk) -> None:
    raise_due(desk.id, Due.Work.READ, clock.now() - timedelta(minutes=5))
    assert patient.of("work").level is Level.OK
    raise_due(desk.id, Due.Work.READ, clock.now() - timedelta(hours=1))
    found = patient.of("work")
    assert found.level is Level.WRONG
    assert found.found.startswith("Mail waits to be read since ")


@pytest.fixture
def signed(patient: Patient, committed_desk: Desk, logins: dict[str, str]) -> Iterator[psycopg.Connection]:
    """Both ledgers signed and outside; then a superuser's connection, to break them."""
    committed_desk.send()
    key = notes.load_key((patient.secrets / "ledger.key").read_bytes())
    with psycopg.connect(logins["ledger"]) as conn:
        Sequencer(conn, key, OutsideFile(patient.checkpoints)).round(force=True)
    with psycopg.connect(logins["superuser"], autocommit=True) as superuser:
        yield superuser


def test_a_ledger_that_nobody_signs_is_named(
    patient: Patient, signed: psycopg.Connection, committed_desk: Desk
) -> None:
    assert patient.of("ledger").level is Level.OK
    committed_desk.send()
    assert patient.of("ledger").level is Level.OK
    with clock.at(clock.now() + timedelta(minutes=5)):
        found = patient.of("ledger")
    assert found.level is Level.WRONG
    assert "Its oldest entry without a signature waits for" in found.found


def test_checkpoints_that_were_lost_are_named(patient: Patient, signed: psycopg.Connection) -> None:
    assert patient.of("checkpoints").level is Level.OK
    text = patient.checkpoints.read_text()
    patient.checkpoints.write_text("")
    assert "the file outside knows nothing of it" in patient.of("checkpoints").found
    patient.checkpoints.write_text(text)
    assert patient.of("checkpoints").level is Level.OK
    patient.checkpoints.unlink()
    found = patient.of("checkpoints")
    assert found.level is Level.WRONG
    assert "is missing, though 2 ledgers are signed" in found.found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            "update ledger_head set size = size - 1, signed_size = signed_size - 1",
            "the file outside vouches for",
        ),
        ("update ledger_checkpoint set root = sha256(root)", "do not agree about the first"),
        ("update ledger_head set size = size + 5, signed_size = size + 5", "the file outside ends at"),
    ],
)
def test_a_ledger_that_is_not_what_was_signed_is_named(
    patient: Patient, signed: psycopg.Connection, change: str, words: str
) -> None:
    signed.execute("set session_replication_role = replica")
    signed.execute(change)  # type: ignore[call-overload]
    found = patient.of("checkpoints")
    assert found.level is Level.WRONG
    assert words in found.found
