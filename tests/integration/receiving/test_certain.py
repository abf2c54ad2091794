"""Certain means: ours by token or Message-ID, from somebody known there, and naming nobody else (M1)."""

from __future__ import annotations

from datetime import date

import pytest

from carepost.domain.directory.models import Contact
from carepost.engines.intake.models import Suggestion
from tests.integration.desk import Desk
from tests.integration.letters import REGISTRY, STRANGER, mail
from tests.unit.mailkit.mails import docx, pdf

OTHER = "9990000026"


@pytest.fixture
def jones(desk: Desk):
    return desk.surgery.patient(OTHER, "Jones", "Joan", date(1950, 2, 12))


def suggested(desk: Desk, arrival) -> list[Suggestion]:
    with desk.acting():
        return list(Suggestion.objects.of(desk.id).filter(arrival=arrival).order_by("-score"))


@pytest.mark.hazard("HZ-01")
def test_an_answer_comes_back_to_its_conversation(desk: Desk) -> None:
    envelope = desk.sent()
    arrival = desk.answered(envelope)
    assert (arrival.state, arrival.certainty) == ("matched", "certain")
    assert arrival.reasons[-1] == "From an address that takes part in this conversation"
    assert desk.messages(envelope.message.conversation)[-1].text.strip() == "Thank you, we will see her."


def test_an_answer_is_known_by_its_address_alone(desk: Desk) -> None:
    envelope = desk.sent()
    address = desk.reply_address(envelope)
    assert desk.take_in(mail("Yes.", to=address), address).state == "matched"


def test_an_answer_is_known_by_our_message_id_where_no_tags_are_kept(desk: Desk) -> None:
    envelope = desk.sent()
    raw = mail("Yes.", answers=envelope.mime_message_id)
    assert desk.take_in(raw, desk.mailbox.address).state == "matched"


def test_the_reference_typed_in_a_subject_is_a_token(desk: Desk) -> None:
    envelope = desk.sent()
    reference = envelope.message.conversation.reference.lower().replace("-", " ")
    assert desk.take_in(mail("Yes.", subject=f"about {reference}")).state == "matched"


@pytest.mark.hazard("HZ-01")
@pytest.mark.hazard("HZ-03")
def test_a_number_or_name_in_a_subject_matches_nothing_by_itself(desk: Desk) -> None:
    desk.sent()
    arrival = desk.take_in(mail("Yes.", subject="Jane Smith 999 000 0018"))
    assert (arrival.state, arrival.certainty) == ("needs_matching", "suggested")


@pytest.mark.hazard("HZ-03")
@pytest.mark.parametrize(
    "sender",
    [
        STRANGER,
        "other@northside.example",
        f'"cardiology@northside.example" <{STRANGER}>',
        "cardiology@northside.example.attacker.example",
    ],
)
def test_a_token_from_a_stranger_is_not_certain(desk: Desk, sender: str) -> None:
    arrival = desk.answered(desk.sent(), sender=sender)
    assert (arrival.state, arrival.certainty) == ("needs_matching", "suggested")
    assert "From an address not in this conversation" in arrival.reasons
    (one,) = suggested(desk, arrival)
    assert one.conversation_id is not None


@pytest.mark.hazard("HZ-03")
def test_a_shared_domain_proves_nothing_but_a_contact_of_the_same_organisation_does(desk: Desk) -> None:
    with desk.acting():
        for address in ("cardiology@northside.example", REGISTRY):
            Contact.objects.create(
                practice_id=desk.id, name=address, address=address, identity=address, ods_code="RX001"
            )
    envelope = desk.sent()
    assert desk.answered(envelope, sender=REGISTRY).state == "matched"
    assert desk.answered(envelope, sender="porter@northside.example").state == "needs_matching"


@pytest.mark.hazard("HZ-03")
def test_a_forged_token_is_not_certain_even_beside_a_good_one(desk: Desk) -> None:
    envelope = desk.sent()
    last = "a" if envelope.token[-1] != "a" else "b"
    forged = f"y90001+{envelope.token[:-1]}{last}@nhsmail.example"

    alone = desk.take_in(mail("Hello", to=forged), forged)
    beside = desk.answered(envelope, to=forged)
    assert (alone.certainty, beside.certainty) == ("unknown", "suggested")
    assert any("was altered, or was given to somebody else" in one for one in beside.reasons)


@pytest.mark.hazard("HZ-09")
@pytest.mark.hazard("HZ-03")
def test_a_token_of_another_practice_is_none_of_ours(desk: Desk, millbrook: Desk) -> None:
    theirs = millbrook.sent()
    address = f"y90001+{theirs.token}@nhsmail.example"
    arrival = desk.take_in(mail("Hello", answers=theirs.mime_message_id, to=address), address)
    assert (arrival.state, arrival.certainty) == ("needs_matching", "unknown")
    assert suggested(desk, arrival) == []


@pytest.mark.hazard("HZ-01")
def test_two_patients_in_one_thread_is_for_a_person_to_say(desk: Desk, jones) -> None:
    ours, others = desk.sent(), desk.sent(patient=jones)
    arrival = desk.answered(ours, headers=[f"In-Reply-To: {others.mime_message_id}"])
    assert arrival.state == "needs_matching"
    assert "It refers to more than one of our conversations" in arrival.reasons
    assert {one.conversation_id for one in suggested(desk, arrival)} == {
        ours.message.conversation_id,
        others.message.conversation_id,
    }


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(
    "text",
    [
        "This is about Joan Jones.",
        "JONES, Joan was seen today",
        "NHS number 999 000 0026 was seen today",
        "Jones, born 12/02/1950, did not attend",
    ],
)
def test_an_answer_that_names_another_patient_is_suggested_not_certain(desk: Desk, jones, text: str) -> None:
    arrival = desk.answered(desk.sent(), text)
    assert (arrival.state, arrival.certainty) == ("needs_matching", "suggested")
    assert any(one.startswith("It names another person") for one in arrival.reasons)
    assert jones.id in {one.patient_id for one in suggested(desk, arrival)}


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("letter.pdf", "application/pdf", pdf("Re: Joan Jones")),
        ("letter.docx", "application/octet-stream", docx("Dear Doctor", "Re: Joan Jones")),
        ("letter.txt", "text/plain", b"999 000 0026"),
        ("Joan Jones.png", "image/png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_a_file_that_names_another_patient_is_seen(
    desk: Desk, jones, name: str, kind: str, data: bytes
) -> None:
    arrival = desk.answered(desk.sent(), "See attached.", files=[(name, kind, data)])
    assert (arrival.state, arrival.certainty) == ("needs_matching", "suggested")


@pytest.mark.hazard("HZ-01")
def test_what_only_the_formatted_version_says_is_read_too(desk: Desk, jones) -> None:
    arrival = desk.answered(desk.sent(), "See the formatted version.", html="<p>Re: <b>Joan</b> Jones</p>")
    assert (arrival.state, arrival.certainty) == ("needs_matching", "suggested")


def test_a_formatted_version_that_says_the_same_spoils_nothing(desk: Desk) -> None:
    arrival = desk.answered(desk.sent(), "We saw Jane Smith.", html="<p>We saw <b>Jane Smith</b>.</p>")
    assert arrival.state == "matched"


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize("data", [b"%PDF-1.7 and then nothing", b"PK\x03\x04 torn", pdf(" ")])
def test_a_file_that_cannot_be_read_is_not_certain(desk: Desk, data: bytes) -> None:
    arrival = desk.answered(desk.sent(), "See attached.", files=[("scan.pdf", "application/pdf", data)])
    assert arrival.state == "needs_matching"
    assert "We could not read all of scan.pdf, so it may name another person" in arrival.reasons


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(
    ("encoding", "body"),
    [("x-uuencode", b"begin 644 a\r\n#0V%T\r\nend\r\n"), ("base64", b"WWVzLg==\r\n9 x 9")],
)
def test_a_text_that_could_not_be_decoded_is_not_certain(desk: Desk, encoding: str, body: bytes) -> None:
    envelope = desk.sent()
    heading = [f"Content-Transfer-Encoding: {encoding}"]
    raw = mail("", answers=envelope.mime_message_id, headers=heading) + body
    arrival = desk.take_in(raw, desk.reply_address(envelope))
    assert (arrival.state, arrival.certainty) == ("needs_matching", "suggested")
    assert "We could not read all of the message, so it may name another person" in arrival.reasons


def test_the_patient_themself_and_our_own_people_may_be_named(desk: Desk) -> None:
    text = "Dear Dr Aisha Barton, thank you for referring Jane Smith (999 000 0018, born 3 May 1985)."
    assert desk.answered(desk.sent(), text).state == "matched"


def test_earlier_text_that_we_hold_already_does_not_spoil_it(desk: Desk, jones) -> None:
    envelope = desk.sent(text="Her sister Joan Jones has the same.\nPlease advise.")
    quoted = "> Her sister Joan Jones has the same.\n> Please advise."
    arrival = desk.answered(envelope, f"She may start.\n\nOn 2 March Aisha Barton wrote:\n{quoted}")
    assert arrival.state == "matched"


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(
    "hidden",
    [
        "\n\nOn 2 March Aisha Barton wrote:\n> This is about Joan Jones.",
        "\n\n-----Original Message-----\nThis is about Joan Jones.",
        "\n\nFrom: Aisha Barton\nSent: 2 March\nTo: Clinic\nSubject: x\n\nThis is about Joan Jones.",
    ],
)
def test_a_heading_that_looks_like_an_earlier_message_hides_nothing(desk: Desk, jones, hidden: str) -> None:
    arrival = desk.answered(desk.sent(), f"Please see below.{hidden}")
    assert (arrival.state, arrival.certainty) == ("needs_matching", "suggested")


@pytest.mark.hazard("HZ-09")
def test_a_patient_of_the_neighbours_is_nobody_here(desk: Desk, millbrook: Desk) -> None:
    millbrook.surgery.patient(OTHER, "Jones", "Joan", date(1950, 2, 12))
    assert desk.answered(desk.sent(), "This is about Joan Jones.").state == "matched"
