"""Mail that belongs to no patient is settled with an outcome, stays stored and can be taken back (M2)."""

from __future__ import annotations

import pytest

from carepost.actions.triage.look import (
    attachment_of_arrival,
    html_of_arrival,
    open_arrival,
    original_of_arrival,
)
from carepost.actions.triage.settle import settle_arrival, undo_settling
from carepost.domain.ledger.events import Event
from carepost.engines.intake.models import Arrival, Suggestion
from carepost.engines.intake.waiting import to_match
from carepost.ground.kernel import Conflict, NotFound, NotPermitted
from tests.integration.desk import Desk
from tests.integration.letters import mail

Outcome = Arrival.Outcome


def settle(desk: Desk, arrival: Arrival, outcome: Outcome = Outcome.JUNK) -> Arrival:
    with desk.acting():
        return settle_arrival(actor=desk.someone, arrival_id=arrival.id, outcome=outcome)


def undo(desk: Desk, arrival: Arrival) -> Arrival:
    with desk.acting():
        return undo_settling(actor=desk.someone, arrival_id=arrival.id)


def waiting(desk: Desk) -> list[Arrival]:
    with desk.acting():
        return list(to_match(desk.id))


@pytest.mark.parametrize("outcome", Outcome)
def test_a_mail_is_settled_and_taken_back(desk: Desk, outcome: Outcome) -> None:
    arrival = desk.take_in(mail())
    settled = settle(desk, arrival, outcome)
    assert (settled.state, settled.outcome, settled.settled_by) == ("settled", outcome, "Aisha Barton")
    assert waiting(desk) == []
    assert desk.details(Event.ARRIVAL_SETTLED) == [{"outcome": outcome}]

    back = undo(desk, arrival)
    assert (back.state, back.outcome, back.settled_at) == ("needs_matching", "", None)
    assert waiting(desk) == [arrival]
    assert desk.details(Event.MATCH_UNDONE) == [{"outcome": outcome}]


def test_settled_twice_or_taken_back_twice_is_told(desk: Desk) -> None:
    arrival = settle(desk, desk.take_in(mail()))
    with pytest.raises(Conflict, match="has dealt with this message already"):
        settle(desk, arrival, Outcome.BUSINESS)
    undo(desk, arrival)
    with pytest.raises(Conflict, match="taken back already"):
        undo(desk, arrival)


@pytest.mark.hazard("HZ-02")
def test_what_is_in_a_conversation_is_not_settled(desk: Desk) -> None:
    with pytest.raises(Conflict):
        settle(desk, desk.answered(desk.sent()))


@pytest.mark.hazard("HZ-02")
def test_only_a_person_settles(desk: Desk) -> None:
    arrival = desk.take_in(mail())
    with desk.acting(), pytest.raises(NotPermitted):
        settle_arrival(actor=desk.system, arrival_id=arrival.id, outcome=Outcome.JUNK)


@pytest.mark.hazard("HZ-02")
def test_the_longest_waiting_is_first(desk: Desk) -> None:
    arrivals = [desk.take_in(mail(f"Letter {number}")) for number in range(3)]
    assert waiting(desk) == arrivals


@pytest.mark.hazard("HZ-01")
def test_suggestions_come_with_reasons_the_best_first(desk: Desk) -> None:
    desk.surgery.patient("9990000018", "Smith", "Jane")
    joan = desk.surgery.patient("9990000026", "Jones", "Joan")
    arrival = desk.take_in(mail("About Joan Jones, 999 000 0026. Her neighbour Mrs Smith came along."))
    with desk.acting():
        found = list(Suggestion.objects.of(desk.id).filter(arrival=arrival).order_by("-score"))
    assert found[0].patient_id == joan.id
    assert found[0].reasons == ["NHS number and name are in the message"]
    assert all(one.reasons and one.score for one in found)


@pytest.mark.hazard("HZ-09")
def test_looking_at_what_needs_matching_is_on_the_ledger(desk: Desk) -> None:
    raw = mail(files=[("a.txt", "text/plain", b"Words")], html="<p>Hello</p>")
    arrival = desk.take_in(raw)
    with desk.acting():
        found, reading = open_arrival(actor=desk.someone, arrival_id=arrival.id)
        assert original_of_arrival(actor=desk.someone, arrival_id=arrival.id) == raw
        file, data = attachment_of_arrival(actor=desk.someone, arrival_id=arrival.id, index=0)
        assert html_of_arrival(actor=desk.someone, arrival_id=arrival.id).strip() == "<p>Hello</p>"
    assert reading is not None
    assert (found, file.name, data) == (arrival, "a.txt", b"Words")
    for event in (
        Event.ARRIVAL_OPENED,
        Event.MESSAGE_ORIGINAL_EXPORTED,
        Event.ATTACHMENT_OPENED,
        Event.MESSAGE_HTML_OPENED,
    ):
        assert [entry.actor_id for entry in desk.entries(event)] == [desk.someone.id], event


def test_a_file_that_is_not_there_is_not_found(desk: Desk) -> None:
    arrival = desk.take_in(mail())
    with desk.acting(), pytest.raises(NotFound):
        attachment_of_arrival(actor=desk.someone, arrival_id=arrival.id, index=0)
