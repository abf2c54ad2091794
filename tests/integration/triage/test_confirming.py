"""A person says where a mail belongs, and may take it back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from carepost.actions.triage.confirm import confirm_conversation, confirm_patient, undo_match
from carepost.domain.correspondence.models import Conversation
from carepost.domain.ledger.events import Event
from carepost.engines.intake.models import Arrival
from carepost.engines.intake.waiting import to_match
from carepost.ground.kernel import Actor, Conflict, NotPermitted, Refused
from tests.integration.desk import Desk
from tests.integration.letters import CARDIOLOGY, STRANGER, mail


@pytest.fixture
def waiting(desk: Desk) -> tuple[Conversation, Arrival]:
    """A letter, and an answer to it from an address we do not know there."""
    return _waiting(desk)


def _waiting(desk: Desk) -> tuple[Conversation, Arrival]:
    envelope = desk.sent()
    file = ("answer.txt", "text/plain", b"An answer.")
    return envelope.message.conversation, desk.answered(envelope, sender=STRANGER, files=[file])


def confirm(
    desk: Desk, arrival: Arrival, conversation: Conversation, actor: Actor | None = None
) -> Conversation:
    with desk.acting():
        return confirm_conversation(
            actor=actor or desk.someone, arrival_id=arrival.id, conversation_id=conversation.id
        )


def about(desk: Desk, arrival: Arrival, patient_id: UUID) -> Conversation:
    with desk.acting():
        return confirm_patient(actor=desk.someone, arrival_id=arrival.id, patient_id=patient_id)


def undo(desk: Desk, arrival: Arrival) -> Arrival:
    with desk.acting():
        return undo_match(actor=desk.someone, arrival_id=arrival.id)


def left_to_match(desk: Desk) -> int:
    with desk.acting():
        return to_match(desk.id).count()


def test_a_confirmed_mail_is_in_the_conversation_and_waits_for_its_team(
    desk: Desk, waiting: tuple[Conversation, Arrival]
) -> None:
    conversation, arrival = waiting
    after = confirm(desk, arrival, conversation)
    assert [one.direction for one in desk.messages(conversation)] == ["out", "in"]
    assert (after.state, after.attachments, left_to_match(desk)) == ("waiting", 1, 0)
    assert desk.arrival(arrival.id).settled_by == "Aisha Barton"
    (detail,) = desk.details(Event.MATCH_CONFIRMED)
    assert detail["from"] == STRANGER
    assert "From an address not in this conversation" in detail["reasons"]


@pytest.mark.hazard("HZ-03")
def test_who_was_confirmed_once_takes_part_from_then_on(
    desk: Desk, waiting: tuple[Conversation, Arrival]
) -> None:
    conversation, arrival = waiting
    envelope = desk.envelope()
    confirm(desk, arrival, conversation)
    assert desk.answered(envelope, "Once more.", sender=STRANGER).state == "matched"


@pytest.mark.hazard("HZ-03")
def test_who_does_not_say_who_they_are_does_not_take_part(desk: Desk) -> None:
    envelope = desk.sent()
    two = desk.answered(envelope, sender=STRANGER, headers=[f"From: {CARDIOLOGY}"])
    confirm(desk, two, envelope.message.conversation)
    assert desk.answered(envelope, "Once more.", sender=STRANGER).state == "needs_matching"


def test_a_mail_may_start_a_conversation_about_a_patient(desk: Desk) -> None:
    patient, arrival = desk.surgery.patient(), desk.take_in(mail("A letter about her."))
    conversation = about(desk, arrival, patient.id)
    assert (conversation.patient_id, conversation.state) == (patient.id, "waiting")
    with desk.acting():
        assert Conversation.objects.of(desk.id).unassigned().get() == conversation
    assert desk.messages(conversation)[0].text.strip() == "A letter about her."
    assert desk.entries(Event.MATCH_CONFIRMED)[0].patient_id == str(patient.id)


def test_a_conversation_started_by_a_mail_can_be_answered_in_its_thread(desk: Desk) -> None:
    arrival = desk.take_in(mail("A letter.", message_id="<theirs@northside.example>"))
    conversation = about(desk, arrival, desk.surgery.patient().id)
    desk.reply(conversation)
    assert b"References: <theirs@northside.example>" in desk.deliver().parcels[0].raw


def test_mail_that_could_not_be_read_can_be_placed_with_its_original(desk: Desk) -> None:
    arrival = desk.take_in(b"From: a@b.example\r\n" + b"X: y\r\n" * 200_000)
    assert arrival.state == "unreadable"
    conversation = about(desk, arrival, desk.surgery.patient().id)
    assert desk.messages(conversation)[0].text.startswith("Only part of this message could be read here.")


@pytest.mark.hazard("HZ-01")
def test_an_undone_match_leaves_nothing_of_the_mail_behind(
    desk: Desk, waiting: tuple[Conversation, Arrival]
) -> None:
    conversation, arrival = waiting
    envelope = desk.envelope()
    confirm(desk, arrival, conversation)
    undone = undo(desk, arrival)

    after = desk.again(conversation)
    assert (undone.state, undone.conversation_id, undone.settled_by) == ("needs_matching", None, "")
    assert (after.state, after.attachments, after.preview) == (
        "awaiting_reply",
        0,
        "Please see this patient.",
    )
    assert [one.direction for one in desk.messages(conversation)] == ["out"]
    assert left_to_match(desk) == 1
    assert len(desk.entries(Event.MATCH_UNDONE)) == 1
    assert desk.answered(envelope, "Once more.", sender=STRANGER).state == "needs_matching"


@pytest.mark.hazard("HZ-01")
def test_a_certain_match_can_be_undone_and_put_elsewhere(desk: Desk) -> None:
    envelope, other = desk.sent(), desk.surgery.patient("9990000026", "Jones", "Joan")
    arrival = undo(desk, desk.answered(envelope))
    conversation = about(desk, arrival, other.id)
    assert conversation.patient_id == other.id
    assert len(desk.messages(envelope.message.conversation)) == 1


def test_one_who_took_part_before_still_does_after_an_undo(desk: Desk) -> None:
    envelope = desk.sent()
    undo(desk, desk.answered(envelope))
    assert desk.answered(envelope, "Once more.").state == "matched"


def test_what_has_been_answered_is_not_undone(desk: Desk) -> None:
    envelope = desk.sent()
    arrival = desk.answered(envelope)
    desk.reply(envelope.message.conversation)
    with pytest.raises(Refused, match="has been answered since, so it stays"):
        undo(desk, arrival)


def test_an_undo_twice_is_told(desk: Desk) -> None:
    arrival = undo(desk, desk.answered(desk.sent()))
    with pytest.raises(Conflict, match="undone already"):
        undo(desk, arrival)


@pytest.mark.hazard("HZ-01")
def test_who_confirms_second_is_told(desk: Desk, waiting: tuple[Conversation, Arrival]) -> None:
    conversation, arrival = waiting
    confirm(desk, arrival, conversation)
    with pytest.raises(Conflict, match="A colleague has dealt with this message already"):
        confirm(desk, arrival, conversation, desk.cast.bob)
    with pytest.raises(Conflict, match="A colleague has dealt with this message already"):
        about(desk, arrival, desk.surgery.patient().id)


@pytest.mark.hazard("HZ-01")
def test_of_two_who_confirm_at_once_one_is_told(committed_desk: Desk) -> None:
    desk = committed_desk
    (conversation, arrival), other = _waiting(desk), desk.surgery.patient("9990000026", "Jones", "Joan")
    gate = Barrier(2)

    def run(act) -> str:
        try:
            gate.wait(10)
            act()
        except Conflict:
            return "told"
        finally:
            connection.close()
        return "done"

    acts = [lambda: confirm(desk, arrival, conversation), lambda: about(desk, arrival, other.id)]
    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(run, acts))
    assert outcomes == ["done", "told"]
    received = [m for c in desk.conversations() for m in desk.messages(c) if m.direction == "in"]
    assert len(received) == 1


@pytest.mark.hazard("HZ-01")
@pytest.mark.hazard("HZ-03")
def test_only_a_person_confirms(desk: Desk, waiting: tuple[Conversation, Arrival]) -> None:
    conversation, arrival = waiting
    with pytest.raises(NotPermitted):
        confirm(desk, arrival, conversation, desk.system)
