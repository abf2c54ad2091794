"""The commands an operator begins with: a mistake changes nothing, and says what to type instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from carepost.actions.mailboxes.lines import password_of
from carepost.domain.directory.lists import in_force
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy.context import acting_for
from carepost.engines.passwords import breached
from carepost.ground.kernel import Refused, clock
from tests.integration.commands.conftest import Typed
from tests.integration.desk import Desk

NEW = "robin.hale@example-surgery.example"


def test_a_practice_is_founded_once(desk: Desk, carepost: Typed) -> None:
    said = carepost("practice", desk.practice.ods_code, "Another name")
    assert (said.code, "already" in said.err) == (1, True)


@pytest.mark.parametrize(
    ("name", "telephone"), [("", ""), ("  ", ""), ("Two\nlines", ""), ("x" * 201, ""), ("Hill", "1" * 31)]
)
def test_a_practice_has_a_name_that_can_stand_in_a_letter(
    desk: Desk, carepost: Typed, name: str, telephone: str
) -> None:
    said = carepost("practice", "Y90077", name, "--telephone", telephone)
    assert (said.code, "carepost: " in said.err, "process.died" in said.err) == (1, True, False)


def test_a_team_that_there_is_not_is_named_and_no_account_is_left_without_a_place(
    desk: Desk, carepost: Typed
) -> None:
    """Else the second try would find the account, and never say the password that the first one did not."""
    said = carepost("member", desk.practice.ods_code, NEW, "Robin", "Hale", "--team", "Doktors")
    assert (said.code, "Doctors" in said.err) == (1, True)
    assert not Person.objects.filter(email=NEW).exists()
    again = carepost("member", desk.practice.ods_code, NEW, "Robin", "Hale", "--team", "Doctors")
    assert (again.code, "First password" in again.out) == (0, True)
    third = carepost("member", desk.practice.ods_code, NEW, "Robin", "Hale")
    assert (third.code, "already" in third.err) == (1, True)


def test_somebody_without_a_name_is_not_made_a_member(desk: Desk, carepost: Typed) -> None:
    said = carepost("member", desk.practice.ods_code, NEW, "", "")
    assert (said.code, "first name and last name" in said.err) == (1, True)


def _mailbox(desk: Desk) -> ServiceMailbox:
    with acting_for(desk.id):
        return ServiceMailbox.objects.one(desk.id, desk.mailbox.id)


@pytest.mark.hazard("HZ-10")
def test_a_new_password_of_the_mailbox_is_told_by_the_command_that_connected_it(
    desk: Desk, carepost: Typed
) -> None:
    """As the doctor and the red bar say; what was not named stays, above all that mail is fetched."""
    before = _mailbox(desk)
    said = carepost("mailbox", desk.practice.ods_code, before.address, "--password", "the next one")
    assert (said.code, "was changed" in said.out) == (0, True)
    after = _mailbox(desk)
    assert password_of(after) == "the next one"
    for name in (
        "submission_host",
        "submission_port",
        "username",
        "imap_host",
        "imap_port",
        "plus_addresses",
    ):
        assert getattr(after, name) == getattr(before, name)
    carepost(
        "mailbox", desk.practice.ods_code, before.address, "--password", "x", "--imap", "imap.example:1993"
    )
    assert (_mailbox(desk).imap_host, _mailbox(desk).imap_port) == ("imap.example", 1993)


def test_another_practices_mailbox_is_not_changed(desk: Desk, millbrook: Desk, carepost: Typed) -> None:
    said = carepost("mailbox", millbrook.practice.ods_code, desk.mailbox.address, "--password", "mine now")
    assert (said.code, "another practice" in said.err) == (1, True)
    assert password_of(_mailbox(desk)) != "mine now"


@pytest.mark.parametrize("where", ["mail.example:abc", "http://mail.example/", "mail.example:99999", ":587"])
def test_a_server_is_named_by_host_and_port(desk: Desk, carepost: Typed, where: str) -> None:
    said = carepost(
        "mailbox", desk.practice.ods_code, "b@nhs.example", "--password", "x", "--submission", where
    )
    assert (said.code, "HOST:PORT" in said.err) == (2, True)


def test_a_mailbox_that_no_answer_could_come_back_to_is_refused(desk: Desk, carepost: Typed) -> None:
    words = ("mailbox", desk.practice.ods_code, "the.practice.of.example.hill@nhs.example", "--password", "x")
    assert "at most 23" in carepost(*words).err
    said = carepost(*words, "--no-plus-addresses")
    assert (said.code, f"leaving from {desk.mailbox.address}" in said.out) == (0, True)


def test_an_older_list_is_not_said_to_be_in_force(desk: Desk, carepost: Typed, tmp_path: Path) -> None:
    before, file = in_force().accredited, tmp_path / "list.csv"
    file.write_text("Domain name,Organisation name\nolder.example,Example\n")
    said = carepost("lists", "import", "accredited", file, "--published", "2020-01-01")
    assert (said.code, "is not in force" in said.out) == (0, True)
    assert in_force().accredited == before
    today = f"{clock.now():%Y-%m-%d}"
    assert (
        "1 domains are in force" in carepost("lists", "import", "accredited", file, "--published", today).out
    )


def test_an_empty_list_of_stolen_passwords_does_not_take_the_place_of_a_full_one(tmp_path: Path) -> None:
    target = tmp_path / "stolen.bin"
    breached.write(["0" * 40], target)
    with pytest.raises(Refused, match="stays"):
        breached.write([], target)
    assert breached.how_many(target) == 1


def test_nobody_is_said_to_be_told_where_no_mail_is_sent(
    desk: Desk, carepost: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    carepost("practice", "Y90055", "Example Surgery")
    carepost("member", "Y90055", "sam.hill@example-surgery.example", "Sam", "Hill")
    words = ("administrator", "Y90055", NEW, "Robin", "Hale")
    monkeypatch.setenv("CAREPOST_ACCOUNT_MAIL_HOST", "")
    assert "Nobody who works there is told" in carepost(*words).out
    monkeypatch.setenv("CAREPOST_ACCOUNT_MAIL_HOST", "mail.example")
    assert "is told by mail: 1." in carepost(*words).out
