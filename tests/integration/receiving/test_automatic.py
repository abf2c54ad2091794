"""Mail that a machine wrote, or says it did, is ordinary post: nothing is swallowed for looking like an auto-reply."""

from __future__ import annotations

import pytest

from carepost.domain.correspondence.models import Conversation
from tests.integration.desk import Desk
from tests.integration.letters import STRANGER, mail

pytestmark = pytest.mark.hazard("HZ-04")

SAYS_IT_IS_AUTOMATIC = {
    "out of office": ["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"],
    "generated": ["Auto-Submitted: auto-generated"],
    "a list's": ["Precedence: bulk", "List-Id: <letters.northside.example>"],
    "an old autoresponder's": ["X-Autoreply: yes", "Precedence: auto_reply"],
    "a receipt": ["Content-Disposition: notification"],
}


@pytest.mark.parametrize("headers", SAYS_IT_IS_AUTOMATIC.values(), ids=SAYS_IT_IS_AUTOMATIC)
def test_an_answer_in_our_thread_reopens_it_for_a_person(desk: Desk, headers: list[str]) -> None:
    arrival = desk.answered(desk.sent(), "I am away until Monday.", headers=headers)

    (conversation,) = desk.conversations()
    assert arrival.conversation_id == conversation.id
    assert conversation.state == Conversation.State.WAITING
    assert desk.messages(conversation)[-1].text.startswith("I am away")


@pytest.mark.parametrize("headers", SAYS_IT_IS_AUTOMATIC.values(), ids=SAYS_IT_IS_AUTOMATIC)
def test_a_discharge_letter_of_a_machine_waits_for_a_person(desk: Desk, headers: list[str]) -> None:
    letter = mail("Discharged home today.", sender=f"No reply <{STRANGER}>", headers=headers)

    assert desk.take_in(letter).state == "needs_matching"


def test_a_letter_without_a_return_path_waits_for_a_person(desk: Desk) -> None:
    """A null sender is that of bounces, and of discharge systems."""
    arrival = desk.take_in(mail("Discharged home today.", sender=STRANGER, headers=["Return-Path: <>"]))

    assert arrival.state == "needs_matching"
    assert desk.arrivals()[0].mail_from == ""
