"""The bytes that leave: one envelope for each recipient, nothing of the patient where others can see it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message as Mail

import pytest

from carepost.actions.conversations.work import add_note
from carepost.ground.kernel import EmailAddress
from carepost.ground.mailkit.compose import OutgoingFile
from tests.integration.desk import Desk
from tests.integration.letters import CARDIOLOGY, REGISTRY

LETTER = OutgoingFile("letter.pdf", "application/pdf", b"%PDF-1.4 made up")


def mails(desk: Desk) -> list[Mail]:
    return [message_from_bytes(parcel.raw) for parcel in desk.deliver().parcels]


def words(mail: Mail) -> str:
    part = next(one for one in mail.walk() if one.get_content_type() == "text/plain")
    return part.get_payload(decode=True).decode()  # type: ignore[union-attr]


def test_the_subject_has_a_reference_and_neither_name_nor_number(desk: Desk) -> None:
    message = desk.send(text="About Jane Smith, 999 000 0018")
    (mail,) = mails(desk)
    assert re.fullmatch(r"Riverside Surgery, ref CP-\w{5}-\w{5}", mail["Subject"])
    assert mail["Subject"] == message.subject
    heading = desk.frozen(desk.envelope()).partition(b"\r\n\r\n")[0].lower()
    for private in (b"smith", b"jane", b"9990000018", b"1985"):
        assert private not in heading


@pytest.mark.hazard("HZ-07")
def test_the_letter_says_who_it_is_about_who_wrote_it_and_how_to_answer(desk: Desk) -> None:
    message = desk.send(text="Please see her.")
    text = words(mails(desk)[0])
    assert text.startswith("About: SMITH, Jane, born 3 May 1985, NHS number 999 000 0018\r\n")
    assert "Please see her." in text
    assert "Aisha Barton, GP\r\nRiverside Surgery (Y90001)" in text
    assert f"Reference {message.conversation.reference}. Not for emergencies." in text


def test_the_letter_comes_from_the_service_mailbox_in_its_authors_name(desk: Desk) -> None:
    desk.send()
    (mail,) = mails(desk)
    assert mail["From"] == "Aisha Barton at Riverside Surgery <y90001@nhsmail.example>"


@pytest.mark.hazard("HZ-03")
def test_each_recipient_has_an_envelope_bytes_message_id_and_token_of_their_own(desk: Desk) -> None:
    desk.send(CARDIOLOGY, REGISTRY, cc=("gp@northside.example",))
    envelopes, way = desk.envelopes(), desk.deliver()

    assert sorted(parcel.rcpt for parcel in way.parcels) == [CARDIOLOGY, "gp@northside.example", REGISTRY]
    for differs in ("token", "handle", "mime_message_id", "object_id", "sha256"):
        assert (
            len({bytes(v) if isinstance(v := getattr(e, differs), memoryview) else v for e in envelopes}) == 3
        )
    mails_ = [message_from_bytes(parcel.raw) for parcel in way.parcels]
    assert len({mail["Reply-To"] for mail in mails_}) == 3
    assert {mail["To"] for mail in mails_} == {f"{CARDIOLOGY}, {REGISTRY}"}
    assert {mail["Cc"] for mail in mails_} == {"gp@northside.example"}


def test_what_leaves_is_what_was_frozen_to_the_byte(desk: Desk) -> None:
    desk.send(files=(LETTER,))
    (parcel,) = desk.deliver().parcels
    assert parcel.raw == desk.frozen(desk.envelope())
    (file,) = [part for part in message_from_bytes(parcel.raw).walk() if part.get_filename()]
    assert (file.get_filename(), file.get_payload(decode=True)) == ("letter.pdf", LETTER.data)


def test_the_reply_address_fits_and_carries_the_token(desk: Desk) -> None:
    envelope = desk.sent()
    (mail,) = [message_from_bytes(desk.frozen(envelope))]
    assert desk.reply_address(envelope) in mail["Reply-To"]
    assert mail["Message-ID"] == f"<{envelope.token}@nhsmail.example>"
    assert EmailAddress.parse(desk.reply_address(envelope))


def test_where_the_mail_service_takes_no_tags_the_plain_mailbox_is_answered_to(desk: Desk) -> None:
    _without_tags(desk)
    desk.send()
    (mail,) = mails(desk)
    assert mail["Reply-To"] == "Riverside Surgery <y90001@nhsmail.example>"


def test_a_reply_stands_in_the_recipients_own_thread(desk: Desk) -> None:
    first = desk.sent(CARDIOLOGY, cc=(REGISTRY,))
    conversation = first.message.conversation
    desk.answered(first, message_id="<answer@northside.example>")
    desk.reply(conversation, CARDIOLOGY, "new@northside.example")

    to_known, to_new = (message_from_bytes(parcel.raw) for parcel in desk.deliver().parcels)
    own = [envelope.mime_message_id for envelope in desk.envelopes(first.message)]
    assert to_known["References"].split() == [first.mime_message_id, "<answer@northside.example>"]
    assert to_known["In-Reply-To"] == "<answer@northside.example>"
    assert to_new["References"].split() == ["<answer@northside.example>"]
    assert own[1] not in to_known["References"]
    assert to_known["Subject"] == f"Re: Riverside Surgery, ref {conversation.reference}"


@pytest.mark.hazard("HZ-08")
def test_a_note_never_leaves_in_any_mail(desk: Desk) -> None:
    conversation = desk.sent(text="First letter").message.conversation
    with desk.acting():
        add_note(actor=desk.someone, conversation_id=conversation.id, text="Between ourselves: xyzzy")
    desk.reply(conversation, text="Second letter")
    desk.deliver()
    for envelope in desk.envelopes():
        assert b"xyzzy" not in desk.frozen(envelope)
        assert b"ourselves" not in desk.frozen(envelope)


def _without_tags(desk: Desk) -> None:
    desk.mailbox.plus_addresses = False
    with desk.acting():
        desk.mailbox.save()
