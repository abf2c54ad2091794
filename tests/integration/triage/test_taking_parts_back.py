"""A part of a split letter taken back: nothing of it stays with the patient."""

from __future__ import annotations

import pytest

from carepost.domain.correspondence.models import Conversation
from carepost.engines.intake.models import Arrival, PlacedPiece
from carepost.ground.kernel import Conflict, Refused
from tests.integration.letters import OAK_HOUSE
from tests.integration.triage.table import Table

pytestmark = pytest.mark.hazard("HZ-01")


def test_a_part_can_be_taken_back_and_leaves_nothing_behind(table: Table) -> None:
    first = table.look().letter.files[0]
    placed = table.put(table.people[0], 1, files=(first.index,))
    conversation = table.message(placed).conversation

    table.back(placed.number)

    assert table.desk.messages(conversation) == []
    again = table.desk.again(conversation)
    assert (again.state, again.preview, again.attachments) == (Conversation.State.DONE, "", 0)
    with table.desk.acting():
        assert not again.participants.exists()
        assert not PlacedPiece.objects.of(table.desk.id).exists()
    table.put(table.people[1], 1)


def test_taking_back_one_of_two_parts_leaves_the_other_and_its_sender(table: Table) -> None:
    first, second = table.put(table.people[0], 1), table.put(table.people[0], 2)
    conversation = table.message(first).conversation

    table.back(first.number)

    assert [one.id for one in table.desk.messages(conversation)] == [second.message_id]
    with table.desk.acting():
        assert conversation.participants.count() == 1
    table.back(second.number)
    with table.desk.acting():
        assert not conversation.participants.exists()


def test_taking_a_part_back_opens_a_finished_letter_again(table: Table) -> None:
    placed = table.all_placed()

    assert table.back(placed[1].number).state == Arrival.State.NEEDS_MATCHING
    assert table.waiting() == [table.arrival.id]
    table.put(table.people[1], 2, files=(table.look().letter.files[1].index,))
    assert table.state() == Arrival.State.SPLIT


def test_a_part_that_was_answered_since_stays(table: Table) -> None:
    placed = table.put(table.people[0], 1)
    table.desk.reply(table.message(placed).conversation, OAK_HOUSE, understood=frozenset({OAK_HOUSE}))

    with pytest.raises(Refused, match="answered since"):
        table.back(placed.number)
    assert table.message(placed)


def test_a_part_is_taken_back_once(table: Table) -> None:
    placed = table.put(table.people[0], 1)
    table.back(placed.number)

    with pytest.raises(Conflict, match="taken back already"):
        table.back(placed.number)
