"""One press of Send is one message, however often it arrives (C11)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from carepost.domain.ledger.events import Event
from carepost.ground.kernel import Conflict, new_id
from tests.integration.desk import Desk
from tests.integration.letters import REGISTRY


@pytest.mark.hazard("HZ-06")
def test_the_same_press_twice_is_one_message(desk: Desk) -> None:
    letter = desk.letter()
    assert desk.post(letter).id == desk.post(letter).id
    assert (len(desk.envelopes()), len(desk.entries(Event.MESSAGE_SENT))) == (1, 1)
    assert len(desk.deliver().parcels) == 1


def test_the_same_press_of_a_reply_twice_is_one_message(desk: Desk) -> None:
    conversation, key = desk.sent().message.conversation, new_id()
    assert desk.reply(conversation, key=key).id == desk.reply(conversation, key=key).id
    assert len(desk.deliver().parcels) == 1


def test_two_letters_alike_are_two_messages(desk: Desk) -> None:
    assert desk.send().id != desk.send().id


@pytest.mark.hazard("HZ-07")
def test_a_form_gone_back_to_and_changed_is_not_taken_for_the_letter_it_sent(desk: Desk) -> None:
    """Back in the browser, another text or patient, Send: what was changed must not be lost without a word."""
    key = new_id()
    desk.send(key=key, text="Please see her.")
    other = desk.surgery.patient("9990000026", "Jones", "Joan")
    for changed in ({"text": "Please see her today."}, {"patient": other}):
        with pytest.raises(Conflict, match="has been sent already"):
            desk.send(key=key, **{"text": "Please see her."} | changed)
    with pytest.raises(Conflict, match="has been sent already"):
        desk.send(REGISTRY, key=key, text="Please see her.")
    assert len(desk.envelopes()) == 1


@pytest.mark.hazard("HZ-06")
def test_the_same_press_at_once_on_several_connections_is_one_message(committed_desk: Desk) -> None:
    letter, patient = committed_desk.letter(), committed_desk.surgery.patient()
    sent = at_once(4, lambda: committed_desk.post(letter, patient=patient).id)
    assert len(set(sent)) == 1
    assert (len(committed_desk.envelopes()), len(committed_desk.conversations())) == (1, 1)


def test_the_same_press_of_a_reply_at_once_is_one_message(committed_desk: Desk) -> None:
    conversation, key = committed_desk.sent().message.conversation, new_id()
    sent = at_once(4, lambda: committed_desk.reply(conversation, key=key).id)
    assert len(set(sent)) == 1
    assert len(committed_desk.messages(conversation)) == 2


def at_once(times: int, act):
    gate = Barrier(times)

    def run(_: int):
        try:
            gate.wait(10)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))
