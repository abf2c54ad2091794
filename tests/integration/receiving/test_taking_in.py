"""Mail is stored as it came, once, before anything is made of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from carepost.domain.ledger.events import Event
from carepost.domain.tenancy import services
from carepost.engines.intake.models import Sighting
from carepost.ground.kernel import NotPermitted
from tests.integration.desk import Desk
from tests.integration.letters import mail, with_trace


def stored(desk: Desk) -> list[bytes]:
    return [services.vault().get(desk.id, one.object_id) for one in desk.arrivals()]


@pytest.mark.hazard("HZ-02")
@pytest.mark.parametrize(
    "raw",
    [
        mail("Ordinary"),
        b"not mail at all",
        b"",
        b"From: a\nbare line ends\rof \0 every kind\r\n\r\n\xff\xfe",
        bytes(range(256)) * 64,
    ],
)
def test_what_is_stored_is_what_came_to_the_byte(desk: Desk, raw: bytes) -> None:
    desk.accept(raw)
    assert stored(desk) == [raw]


@pytest.mark.hazard("HZ-10")
def test_the_same_mail_from_the_same_place_changes_nothing(desk: Desk) -> None:
    raw = mail()
    first, second = desk.accept(raw, source="imap:INBOX:1:7"), desk.accept(raw, source="imap:INBOX:1:7")
    assert first == second
    assert len(desk.entries(Event.ARRIVAL_STORED)) == 1
    assert desk.entries(Event.ARRIVAL_DUPLICATE) == []


def test_the_same_mail_from_another_place_is_one_arrival_seen_twice(desk: Desk) -> None:
    raw = mail()
    assert desk.accept(raw, source="imap:INBOX:1:7") == desk.accept(raw, source="imap:INBOX:2:1")
    assert len(desk.entries(Event.ARRIVAL_DUPLICATE)) == 1
    with desk.acting():
        assert Sighting.objects.of(desk.id).count() == 2


@pytest.mark.hazard("HZ-02")
@pytest.mark.hazard("HZ-10")
def test_another_mail_from_the_same_place_is_not_lost(desk: Desk) -> None:
    """A server restored from a copy may give a number twice."""
    desk.accept(mail("One"), source="imap:INBOX:1:7")
    desk.accept(mail("Two"), source="imap:INBOX:1:7")
    assert len(desk.arrivals()) == 2


def test_the_same_letter_by_another_way_is_one_letter(desk: Desk) -> None:
    envelope = desk.sent()
    raw = mail(answers=envelope.mime_message_id)
    first = desk.take_in(with_trace(raw, "one.example"), desk.reply_address(envelope))
    second = desk.take_in(with_trace(raw, "two.example"))
    assert (first.state, second.state) == ("matched", "repeated")
    assert second.reasons[0].startswith("The same letter was received before")
    assert len(desk.messages(envelope.message.conversation)) == 2


@pytest.mark.hazard("HZ-04")
@pytest.mark.hazard("HZ-02")
@pytest.mark.parametrize("ends", [b"\r\n", b"\n", b"\r"])
def test_two_letters_that_differ_anywhere_are_two(desk: Desk, ends: bytes) -> None:
    """Also where somebody's program numbers them alike, and mixes its line ends."""
    heading = [
        b"From: Clinic <cardiology@northside.example>",
        b"Subject: Result",
        b"Message-ID: <same@x.example>",
    ]
    for word in (b"first", b"second"):
        raw = ends.join([*heading, b"", b"The " + word + b" result.", b""]) + b"\r\n\r\nYours\r\n"
        desk.take_in(raw)
    assert [one.state for one in desk.arrivals()] == ["needs_matching"] * 2


@pytest.mark.hazard("HZ-04")
def test_two_letters_without_a_message_id_are_never_taken_for_one(desk: Desk) -> None:
    raw = b"From: a@northside.example\r\nSubject: x\r\n\r\nsame\r\n"
    for hop in ("one.example", "two.example"):
        desk.take_in(with_trace(raw, hop))
    assert [one.state for one in desk.arrivals()] == ["needs_matching"] * 2


def test_only_the_system_takes_mail_in(desk: Desk) -> None:
    desk.system = desk.someone
    with pytest.raises(NotPermitted):
        desk.accept(mail())


@pytest.mark.hazard("HZ-02")
def test_mail_from_the_junk_folder_is_read_and_marked(desk: Desk) -> None:
    assert desk.take_in(mail(), junk=True).junk


@pytest.mark.hazard("HZ-02")
def test_the_same_bytes_at_once_are_stored_once(committed_desk: Desk) -> None:
    raw, gate = mail(), Barrier(4)

    def take(number: int):
        try:
            gate.wait(10)
            return committed_desk.accept(raw, source=f"lmtp:{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(take, range(4)))
    assert len(found) == 1
    assert len(committed_desk.entries(Event.ARRIVAL_STORED)) == 1
    with committed_desk.acting():
        assert Sighting.objects.of(committed_desk.id).count() == 4
    assert committed_desk.read() == 1


@pytest.mark.hazard("HZ-02")
def test_two_readers_at_once_read_each_mail_once(committed_desk: Desk) -> None:
    envelope, gate = committed_desk.sent(), Barrier(2)
    for number in range(6):
        raw = mail(f"Answer {number}", answers=envelope.mime_message_id)
        committed_desk.accept(raw, committed_desk.reply_address(envelope))

    def read(_: int) -> None:
        try:
            gate.wait(10)
            committed_desk.read()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(read, range(2)))
    assert {one.state for one in committed_desk.arrivals()} == {"matched"}
    assert len(committed_desk.messages(envelope.message.conversation)) == 7
    assert len(committed_desk.entries(Event.ARRIVAL_MATCHED)) == 6
