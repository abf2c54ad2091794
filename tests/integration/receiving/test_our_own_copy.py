"""The copy we send ourselves proves that a letter left. It is never shown as mail, and nothing hides as one."""

from __future__ import annotations

import pytest

from carepost.domain.ledger.events import Event
from carepost.engines.delivery.models import Envelope, LoopbackCopy
from carepost.engines.intake.models import Arrival
from tests.integration.desk import Desk
from tests.integration.letters import CARDIOLOGY, REGISTRY, with_trace


def frozen(desk: Desk, envelope: Envelope) -> tuple[bytes, bytes]:
    head, _, body = desk.frozen(envelope).partition(b"\r\n\r\n")
    return head, body


def is_hidden(arrival: Arrival) -> bool:
    return arrival.state == "loopback"


@pytest.fixture(params=[True, False], ids=["with tags", "without tags"])
def sent(request: pytest.FixtureRequest, desk: Desk) -> tuple[Envelope, str]:
    """A letter that has left, and where its copy went."""
    desk.mailbox.plus_addresses = request.param
    with desk.acting():
        desk.mailbox.save()
    desk.send(CARDIOLOGY)
    (parcel,) = desk.deliver().parcels
    assert ("+" in parcel.loopback_rcpt) is request.param
    return desk.envelope(), parcel.loopback_rcpt


def test_our_own_copy_is_not_shown_as_mail(desk: Desk, sent: tuple[Envelope, str]) -> None:
    envelope, address = sent
    arrival = desk.take_in(with_trace(desk.frozen(envelope), "send.nhsmail.example"), address)
    assert is_hidden(arrival)
    assert len(desk.messages(envelope.message.conversation)) == 1
    assert desk.again(envelope.message.conversation).state == "awaiting_reply"
    assert len(desk.entries(Event.ARRIVAL_LOOPBACK_SEEN)) == 1
    with desk.acting():
        assert LoopbackCopy.objects.of(desk.id).get().envelope_id == envelope.id


def test_our_own_copy_fetched_without_its_envelope_is_known_too(
    desk: Desk, sent: tuple[Envelope, str]
) -> None:
    """By IMAP nobody says to whom it was handed over."""
    assert is_hidden(desk.take_in(desk.frozen(sent[0])))


def test_a_copy_whose_line_ends_were_changed_is_still_ours(desk: Desk, sent: tuple[Envelope, str]) -> None:
    envelope, address = sent
    assert is_hidden(desk.take_in(desk.frozen(envelope).replace(b"\r\n", b"\n"), address))


def test_each_recipients_copy_is_known_for_its_own(desk: Desk) -> None:
    desk.send(CARDIOLOGY, cc=(REGISTRY,))
    for parcel in desk.deliver().parcels:
        assert is_hidden(desk.take_in(parcel.raw, parcel.loopback_rcpt))
    with desk.acting():
        copies = LoopbackCopy.objects.of(desk.id)
        assert {copy.envelope_id for copy in copies} == {envelope.id for envelope in desk.envelopes()}


@pytest.mark.hazard("HZ-04")
@pytest.mark.hazard("HZ-02")
@pytest.mark.parametrize(
    ("what", "made"),
    [
        ("another text", lambda head, body: head + b"\r\n\r\nShe has died.\r\n"),
        ("more text", lambda head, body: head + b"\r\n\r\n" + body + b"She has died.\r\n"),
        ("a text before it", lambda head, body: head + b"\n\nShe has died.\r\n\r\n" + body),
        ("a line that ends the headers", lambda head, body: head + b"\r\nShe has died.\r\n\r\n" + body),
        (
            "another subject",
            lambda head, body: head.replace(b"Subject: ", b"Subject: She has died. ") + b"\r\n\r\n" + body,
        ),
    ],
)
def test_nothing_else_can_be_hidden_as_our_own_copy(desk: Desk, what: str, made) -> None:
    """A recipient knows the Message-ID and the text, and may write our address into From."""
    envelope = desk.sent()
    arrival = desk.take_in(made(*frozen(desk, envelope)), desk.mailbox.address)
    assert arrival.state == "needs_matching", what


@pytest.mark.hazard("HZ-04")
@pytest.mark.hazard("HZ-02")
def test_a_copy_of_our_letter_from_somebody_else_is_mail(desk: Desk) -> None:
    envelope = desk.sent()
    forwarded = desk.frozen(envelope).replace(
        b"<y90001@nhsmail.example>", b"<cardiology@northside.example>", 1
    )
    assert not is_hidden(desk.take_in(forwarded, desk.reply_address(envelope)))


@pytest.mark.hazard("HZ-04")
def test_a_neighbours_copy_is_mail_here(desk: Desk, millbrook: Desk) -> None:
    theirs = millbrook.sent()
    assert not is_hidden(desk.take_in(millbrook.frozen(theirs), desk.mailbox.address))
    with millbrook.acting():
        assert not LoopbackCopy.objects.of(millbrook.id).exists()
