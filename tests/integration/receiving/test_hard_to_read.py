"""Mail that is broken, hostile or too large is a visible item, its original kept, and never holds up the next."""

from __future__ import annotations

import pytest

from carepost.actions.receiving.read import MOST_LOSSES
from carepost.actions.triage.look import open_arrival, original_of_arrival
from carepost.domain.ledger.events import Event
from carepost.engines.intake.models import Arrival
from carepost.engines.intake.waiting import to_match
from tests.integration.desk import Desk
from tests.integration.letters import CARDIOLOGY, mail


def waiting(desk: Desk) -> list[Arrival]:
    with desk.acting():
        return list(to_match(desk.id))


@pytest.mark.hazard("HZ-03")
def test_a_letter_from_nobody_waits_for_a_person(desk: Desk) -> None:
    arrival = desk.answered(desk.sent(), sender=None)
    assert (arrival.state, arrival.certainty) == ("needs_matching", "suggested")
    assert "It does not say who sent it" in arrival.reasons


@pytest.mark.hazard("HZ-03")
@pytest.mark.parametrize(
    ("sender", "headers", "why"),
    [
        (CARDIOLOGY, ["From: someone@elsewhere.example"], "It has 2 From lines"),
        ("someone@elsewhere.example", [f"From: {CARDIOLOGY}"], "It has 2 From lines"),
        (f"{CARDIOLOGY}, someone@elsewhere.example", [], "It says it is from 2 addresses"),
    ],
)
def test_a_letter_from_two_waits_for_a_person(desk: Desk, sender: str, headers: list[str], why: str) -> None:
    arrival = desk.answered(desk.sent(), sender=sender, headers=headers)
    assert arrival.state == "needs_matching"
    assert any(one.startswith(why) for one in arrival.reasons)


def test_an_unknown_character_set_is_read_as_well_as_can_be(desk: Desk) -> None:
    envelope = desk.sent()
    raw = mail("CAF\u00c9 noir", answers=envelope.mime_message_id).replace(
        b"charset=utf-8", b"charset=klingon"
    )
    assert desk.take_in(raw, desk.reply_address(envelope)).state == "matched"
    assert "noir" in desk.messages(envelope.message.conversation)[-1].text


@pytest.mark.parametrize("name", ["=?utf-8?q?Dr=00Shah?=", "=?utf-8?q?=F0=9F=98=80=ED=A0=80?=", "D" * 5000])
def test_a_strange_name_keeps_nothing_out(desk: Desk, name: str) -> None:
    arrival = desk.answered(desk.sent(), sender=f"{name} <{CARDIOLOGY}>", subject=f"Re: {name}")
    assert arrival.state == "matched"


def test_a_text_with_nuls_is_kept(desk: Desk) -> None:
    envelope = desk.sent()
    assert desk.answered(envelope, "A\0B").state == "matched"
    assert desk.messages(envelope.message.conversation)[-1].text.startswith("A")


@pytest.mark.slow
@pytest.mark.hazard("HZ-10")
def test_a_message_of_60_megabytes_is_stored_whole_and_shown_as_unreadable(desk: Desk) -> None:
    raw = mail("x") + b"0123456789abcde\n" * (60 * 2**20 // 16)
    arrival = desk.take_in(raw)
    assert arrival.state == "unreadable"
    assert "too large to open here" in arrival.reasons[0]
    assert [one.id for one in waiting(desk)] == [arrival.id]
    with desk.acting():
        assert original_of_arrival(actor=desk.someone, arrival_id=arrival.id) == raw
        reading = open_arrival(actor=desk.someone, arrival_id=arrival.id)[1]
    assert reading.in_part
    assert reading.sender.address == arrival.from_address == CARDIOLOGY


@pytest.mark.hazard("HZ-02")
@pytest.mark.hazard("HZ-10")
def test_an_unreadable_message_does_not_hold_up_the_next(desk: Desk) -> None:
    bomb = b"From: a@b.example\r\nSubject: deep\r\n" + _nested(60)
    first = desk.accept(bomb)
    second = desk.accept(mail("Hello"))
    assert desk.read() == 2
    assert (desk.arrival(first).state, desk.arrival(second).state) == ("unreadable", "needs_matching")
    assert len(desk.entries(Event.ARRIVAL_UNREADABLE)) == 1


def _nested(depth: int) -> bytes:
    return b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
        for level in range(depth)
    )


@pytest.mark.hazard("HZ-02")
@pytest.mark.hazard("HZ-10")
def test_a_message_that_kills_its_reader_twice_is_shown_and_not_tried_again(desk: Desk) -> None:
    arrival_id = desk.accept(mail("poison"))
    with desk.acting():
        Arrival.objects.of(desk.id).filter(id=arrival_id).update(reads=2)  # as two dead readers left it
    desk.read()
    arrival = desk.arrival(arrival_id)
    assert arrival.state == "unreadable"
    assert "tried to read it twice" in arrival.reasons[0]
    assert [one.id for one in waiting(desk)] == [arrival_id]


@pytest.mark.hazard("HZ-02")
def test_a_message_at_which_the_database_was_lost_ever_again_is_shown_so_that_the_others_are_read(
    desk: Desk,
) -> None:
    arrival_id, other = desk.accept(mail("poison")), desk.accept(mail("Hello"))
    with desk.acting():
        Arrival.objects.of(desk.id).filter(id=arrival_id).update(losses=MOST_LOSSES)
    desk.read()
    assert (desk.arrival(arrival_id).state, desk.arrival(other).state) == ("unreadable", "needs_matching")
    assert "database was lost" in desk.arrival(arrival_id).reasons[0]


def test_a_letter_shows_its_real_sender_and_not_the_one_in_its_name(desk: Desk) -> None:
    arrival = desk.take_in(mail(sender=f'"{CARDIOLOGY}" <someone@elsewhere.example>'))
    assert arrival.from_address == "someone@elsewhere.example"
