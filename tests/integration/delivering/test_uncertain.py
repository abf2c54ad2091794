"""When the line is lost at the end nobody knows whether a letter left. Our own copy tells, or a person decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from carepost.actions.conversations.work import mark_done
from carepost.actions.delivering.settle import CLAIM_LASTS, Decision, decide_send
from carepost.domain.ledger.events import Event
from carepost.engines.delivery.models import Envelope
from carepost.engines.delivery.transports.port import Outcome, Permanent, Temporary, Uncertain
from carepost.ground.kernel import Conflict, clock
from tests.doubles.ways_out import (
    WorkerKilled,
    dies_after_the_dot,
    dies_before_the_dot,
    goes_silent,
    meanwhile,
    proof,
    refuses,
)
from tests.integration.desk import Desk
from tests.integration.letters import CARDIOLOGY

pytestmark = pytest.mark.hazard("HZ-06")

LONG_AFTER = timedelta(seconds=settings.INSTANCE.loopback_wait + 1)


def lost(desk: Desk) -> Envelope:
    """A letter whose line was lost after the dot."""
    desk.send()
    desk.deliver(goes_silent)
    return desk.envelope()


def uncertain(desk: Desk) -> Envelope:
    """... and which nobody has seen since."""
    _given_up(desk, lost(desk))
    return desk.envelope()


def _given_up(desk: Desk, envelope: Envelope) -> None:
    with clock.at(envelope.state_at + LONG_AFTER):
        desk.settle()


def copy_comes(desk: Desk, envelope: Envelope) -> None:
    desk.take_in(desk.frozen(envelope), desk.mailbox.address)


def decide(desk: Desk, envelope: Envelope, decision: Decision) -> Envelope:
    with desk.acting():
        return decide_send(actor=desk.someone, envelope_id=envelope.id, decision=decision)


def failures(desk: Desk) -> int:
    return desk.conversations()[0].unresolved_failures


@pytest.mark.hazard("HZ-06")
def test_a_lost_line_is_never_followed_by_a_second_try(desk: Desk) -> None:
    envelope = lost(desk)
    assert envelope.state == "dot_pending"
    desk.settle()
    with clock.at(clock.now() + timedelta(hours=1)):
        assert desk.deliver().parcels == []


def test_a_worker_killed_before_the_dot_is_followed_by_a_second_try(desk: Desk) -> None:
    desk.send()
    with pytest.raises(WorkerKilled):
        desk.deliver(dies_before_the_dot)
    with clock.at(clock.now() + CLAIM_LASTS + timedelta(seconds=1)):
        desk.settle()
        assert len(desk.deliver().parcels) == 1
    assert desk.envelope().state == "accepted"
    assert len(desk.entries(Event.ENVELOPE_REQUEUED)) == 1


def test_a_worker_killed_after_the_dot_is_not(desk: Desk) -> None:
    desk.send()
    with pytest.raises(WorkerKilled):
        desk.deliver(dies_after_the_dot)
    with clock.at(clock.now() + CLAIM_LASTS + timedelta(seconds=1)):
        desk.settle()
        assert desk.deliver().parcels == []
    assert desk.envelope().state == "uncertain"


def test_our_own_copy_settles_what_was_lost_before_anybody_is_asked(desk: Desk) -> None:
    envelope = lost(desk)
    copy_comes(desk, envelope)
    assert desk.envelope().state == "accepted"
    assert desk.envelope().words == "Our own copy came back, so the mail service has it."
    _given_up(desk, envelope)
    assert failures(desk) == 0
    assert len(desk.entries(Event.ENVELOPE_SETTLED_BY_LOOPBACK)) == 1


def test_a_copy_that_came_before_the_line_was_lost_settles_it_too(desk: Desk) -> None:
    """It may be faster than the answer."""
    desk.send()
    envelope = desk.envelope()
    desk.deliver(meanwhile(lambda: copy_comes(desk, envelope), then=None))
    assert desk.envelope().state == "accepted"


@pytest.mark.hazard("HZ-06")
def test_what_nothing_settles_is_shown_to_a_person(desk: Desk) -> None:
    envelope = uncertain(desk)
    conversation = desk.conversations()[0]
    assert envelope.state == "uncertain"
    assert "It may have been sent: ask the recipient" in envelope.words
    assert (conversation.state, conversation.unresolved_failures) == ("waiting", 1)
    assert len(desk.entries(Event.ENVELOPE_UNCERTAIN)) == 1


def test_it_is_shown_once_however_often_it_is_looked_at(desk: Desk) -> None:
    envelope = uncertain(desk)
    _given_up(desk, envelope)
    assert failures(desk) == 1


def test_a_copy_that_comes_late_takes_the_question_back(desk: Desk) -> None:
    envelope = uncertain(desk)
    copy_comes(desk, envelope)
    conversation = desk.conversations()[0]
    assert desk.envelope().state == "accepted"
    assert (conversation.state, conversation.unresolved_failures) == ("awaiting_reply", 0)


def test_a_person_may_have_it_sent_again(desk: Desk) -> None:
    envelope = decide(desk, uncertain(desk), "send_again")
    assert (envelope.state, failures(desk)) == ("queued", 0)
    assert len(desk.deliver().parcels) == 1
    assert desk.envelope().state == "accepted"
    assert desk.details(Event.ENVELOPE_SETTLED_BY_PERSON) == [
        {"address": CARDIOLOGY, "words": "to be sent again"}
    ]


def test_what_is_sent_again_is_the_same_to_the_byte(desk: Desk) -> None:
    """So that a recipient's system can tell that it is one letter."""
    desk.send()
    first = desk.deliver(goes_silent).parcels[0]
    _given_up(desk, desk.envelope())
    decide(desk, desk.envelope(), "send_again")
    assert desk.deliver().parcels[0].raw == first.raw


def test_a_copy_that_comes_before_it_is_sent_again_stops_that(desk: Desk) -> None:
    envelope = decide(desk, uncertain(desk), "send_again")
    copy_comes(desk, envelope)
    assert desk.envelope().state == "accepted"
    assert desk.deliver().parcels == []


def test_a_person_may_leave_it(desk: Desk) -> None:
    envelope = decide(desk, uncertain(desk), "leave")
    assert (envelope.state, failures(desk)) == ("abandoned", 0)
    assert desk.deliver().parcels == []
    copy_comes(desk, envelope)
    assert desk.envelope().state == "accepted"


def test_a_letter_that_was_refused_may_be_sent_again(desk: Desk) -> None:
    desk.send()
    desk.deliver(refuses)
    decide(desk, desk.envelope(), "send_again")
    desk.deliver()
    assert (desk.envelope().state, failures(desk)) == ("accepted", 0)


def test_who_decides_second_is_told(desk: Desk) -> None:
    envelope = uncertain(desk)
    decide(desk, envelope, "leave")
    for decision in ("leave", "send_again"):
        with pytest.raises(Conflict, match="has been settled since you looked"):
            decide(desk, envelope, decision)
    assert failures(desk) == 0


@pytest.mark.parametrize(
    ("answer", "state"),
    [(None, "accepted"), (Temporary(451, "Later", None), "queued"), (Permanent(550, "No", None), "refused")],
)
def test_an_answer_after_a_person_was_asked_settles_the_question(
    desk: Desk, answer: Outcome | None, state: str
) -> None:
    """The service thought for longer than we look for our copy: what it says in the end is what counts."""
    desk.send()
    desk.deliver(meanwhile(lambda: _given_up(desk, desk.envelope()), then=answer))
    assert desk.envelope().state == state
    assert failures(desk) == (1 if state == "refused" else 0)
    if state != "refused":
        with desk.acting():
            mark_done(actor=desk.someone, conversation_id=desk.conversations()[0].id)


def test_an_answer_after_a_person_has_decided_leaves_their_decision(desk: Desk) -> None:
    def decided() -> None:
        _given_up(desk, desk.envelope())
        decide(desk, desk.envelope(), "leave")

    desk.send()
    desk.deliver(meanwhile(decided, then=Temporary(451, "Later", proof())))
    assert (desk.envelope().state, failures(desk)) == ("abandoned", 0)


def test_a_silence_after_our_copy_came_is_no_doubt(desk: Desk) -> None:
    desk.send()
    envelope = desk.envelope()
    desk.deliver(meanwhile(lambda: copy_comes(desk, envelope), then=Uncertain("Lost.", proof())))
    after = desk.envelope()
    assert (after.state, after.words) == ("accepted", "Our own copy came back, so the mail service has it.")


def test_a_worker_whose_claim_was_taken_back_does_not_send(desk: Desk) -> None:
    """It slept for too long; another has sent the letter meanwhile."""
    desk.send()

    def slow(parcel, before_dot):
        with clock.at(clock.now() + CLAIM_LASTS + timedelta(seconds=1)):
            desk.settle()
            assert len(desk.deliver().parcels) == 1
        before_dot(proof())
        raise AssertionError("the dot was let through")

    desk.deliver(slow)
    assert desk.envelope().state == "accepted"
