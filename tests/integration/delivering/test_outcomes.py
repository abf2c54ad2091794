"""What the mail service says, and what becomes of the letter, of its conversation and of the record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from carepost.actions.conversations.work import mark_done
from carepost.actions.delivering.deliver import deliver_waiting
from carepost.domain.correspondence.models import Conversation
from carepost.domain.ledger.events import Event
from carepost.engines.delivery.models import Envelope
from carepost.ground.kernel import NotPermitted, Refused, clock, new_id
from tests.doubles.ways_out import WayOut, meanwhile, refuses, says_later, takes
from tests.integration.desk import Desk
from tests.integration.letters import CARDIOLOGY, REGISTRY


def done(desk: Desk, conversation: Conversation) -> Conversation:
    with desk.acting():
        return mark_done(actor=desk.someone, conversation_id=conversation.id)


@pytest.mark.hazard("HZ-06")
def test_a_letter_taken_is_handed_over_with_the_proof_of_its_line(desk: Desk) -> None:
    envelope = desk.sent()
    (attempt,) = desk.attempts()
    assert (envelope.state, envelope.words) == ("accepted", "2.0.0 queued")
    assert (attempt.outcome, attempt.tls_version, attempt.loopback) == ("accepted", "TLSv1.3", True)
    assert attempt.dot_at is not None
    (detail,) = desk.details(Event.ENVELOPE_ACCEPTED)
    assert detail["tls"] == "TLSv1.3 TLS_AES_256_GCM_SHA384"
    assert detail["sha256"] == envelope.sha256


def test_a_letter_taken_is_not_handed_over_again(desk: Desk) -> None:
    desk.sent()
    assert desk.deliver().parcels == []


@pytest.mark.hazard("HZ-06")
def test_one_recipient_of_three_may_be_refused_alone(desk: Desk) -> None:
    desk.send(CARDIOLOGY, REGISTRY, cc=("gp@northside.example",))
    desk.deliver(takes, refuses, takes)
    assert [one.state for one in desk.envelopes()] == ["accepted", "refused", "accepted"]
    assert desk.conversations()[0].unresolved_failures == 1


@pytest.mark.hazard("HZ-06")
def test_a_refusal_reopens_a_conversation_that_was_done_and_is_counted(desk: Desk) -> None:
    conversation = desk.send().conversation
    done(desk, conversation)
    desk.deliver(refuses)

    after = desk.again(conversation)
    assert (after.state, after.unresolved_failures) == ("waiting", 1)
    assert after.assigned_team is not None
    assert after.assigned_team.name == "Doctors"
    assert desk.details(Event.ENVELOPE_REFUSED)[0]["reply"] == "550 5.1.1 No such mailbox"


@pytest.mark.hazard("HZ-06")
def test_a_conversation_with_an_unsettled_failure_cannot_be_done(desk: Desk) -> None:
    conversation = desk.send().conversation
    desk.deliver(refuses)
    with pytest.raises(Refused, match="could not be sent, or may not have been"):
        done(desk, conversation)


@pytest.mark.hazard("HZ-06")
def test_a_service_that_says_later_is_asked_again_with_growing_patience(desk: Desk) -> None:
    desk.send()
    start, first = clock.now(), settings.INSTANCE.retry_first
    waits = []
    for _ in range(4):
        with clock.at(desk.envelope().not_before):
            desk.deliver(says_later)
            waits.append((desk.envelope().not_before - clock.now()).total_seconds())
    assert waits == [first, first * 2, first * 4, first * 8]
    assert desk.envelope().state == "queued"
    with clock.at(start):
        assert desk.deliver().parcels == []


@pytest.mark.hazard("HZ-06")
def test_patience_ends_and_people_are_told(desk: Desk) -> None:
    message = desk.send()
    desk.deliver(says_later)
    tried = desk.envelope().first_try_at
    assert tried is not None
    with clock.at(tried + timedelta(seconds=settings.INSTANCE.give_up_after)):
        desk.deliver(says_later)
    envelope = desk.envelope()
    assert envelope.state == "refused"
    assert envelope.words.endswith("We tried for 4 hours and have stopped.")
    assert desk.again(message.conversation).unresolved_failures == 1


def test_a_letter_that_leaves_at_the_second_try_is_one_letter(desk: Desk) -> None:
    desk.send()
    first = desk.deliver(says_later).parcels[0]
    with clock.at(desk.envelope().not_before):
        second = desk.deliver().parcels[0]
    assert first.raw == second.raw
    assert [one.outcome for one in desk.attempts()] == ["temporary", "accepted"]


def test_no_transaction_is_open_while_the_service_is_talked_to(committed_desk: Desk) -> None:
    open_then = []
    committed_desk.send()
    committed_desk.deliver(meanwhile(lambda: open_then.append(connection.in_atomic_block)))
    assert open_then == [False]


@pytest.mark.hazard("HZ-10")
def test_a_letter_that_cannot_be_taken_out_of_the_vault_is_told_and_holds_up_no_other(desk: Desk) -> None:
    first, second = desk.send(CARDIOLOGY), desk.send(REGISTRY)
    _spoil(desk, desk.envelope(first))
    assert [parcel.rcpt for parcel in desk.deliver().parcels] == [REGISTRY]
    assert (desk.envelope(first).state, desk.envelope(second).state) == ("refused", "accepted")
    assert desk.again(first.conversation).unresolved_failures == 1


def _spoil(desk: Desk, envelope: Envelope) -> None:
    with desk.acting():
        Envelope.objects.of(desk.id).filter(id=envelope.id).update(
            object_id=new_id()
        )  # nothing is kept there


def test_people_do_not_deliver(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        deliver_waiting(actor=desk.someone, mailbox_id=desk.mailbox.id, transport=WayOut())


@pytest.mark.hazard("HZ-09")
def test_one_practices_worker_does_not_deliver_anothers_mail(desk: Desk, millbrook: Desk) -> None:
    desk.send()
    assert millbrook.deliver().parcels == []
    way = WayOut()
    deliver_waiting(actor=millbrook.system, mailbox_id=desk.mailbox.id, transport=way)
    assert way.parcels == []
