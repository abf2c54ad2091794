"""What somebody holds is handed over whole, or not at all; nothing stays with somebody who cannot look (A10)."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import connection

from carepost.actions.conversations.work import add_note, assign
from carepost.actions.people.handing_over import (
    check_handed_over,
    hand_over,
    hand_over_own,
    undo_hand_over,
    undo_own_hand_over,
    what_i_hold,
    what_is_held,
)
from carepost.actions.writing.held import held_files, hold_file
from carepost.actions.writing.letter import RepliesTo
from carepost.domain.correspondence.models import Conversation
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Invitation, Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Conflict, NotFound, NotPermitted, Refused, clock, new_id
from carepost.ground.mailkit.compose import OutgoingFile
from tests.cast import Cast
from tests.doubles.ways_out import refuses
from tests.integration.desk import Desk
from tests.integration.people.leaving import give_all, gone, lines, member, waiting_with

pytestmark = pytest.mark.hazard("HZ-02")


def test_all_that_somebody_holds_goes_to_a_team(desk: Desk) -> None:
    first, doctors = waiting_with(desk, "bob"), desk.surgery.team("Doctors")
    to_come = desk.send(
        actor=desk.cast.bob, replies_to=RepliesTo(membership_id=desk.surgery.members["bob"].id)
    ).conversation

    handed = give_all(desk, "bob", doctors)

    assert [one.words for one in handed.held] == ["2 open conversations"]
    assert desk.again(first).assigned_team == doctors
    assert (desk.again(to_come).replies_to_team_id, desk.again(to_come).replies_to_member_id) == (
        doctors.id,
        None,
    )
    with desk.acting():
        assert what_is_held(actor=desk.cast.dev, membership_id=desk.surgery.members["bob"].id) == ()


def test_each_conversation_shows_who_has_it_now_and_the_record_has_an_entry_for_each(desk: Desk) -> None:
    conversation = waiting_with(desk, "bob")
    give_all(desk, "bob", member(desk, "carol"))
    assert lines(desk, conversation) == [
        ("assigned", "Dev Patel", "Carol Lewis"),
        ("replies_to", "Dev Patel", "Carol Lewis"),
    ]
    (entry,) = desk.entries(Event.CONVERSATION_ASSIGNED)
    assert entry.conversation_id == str(conversation.id)
    assert desk.details(Event.CONVERSATION_ASSIGNED) == [
        {"to": "Carol Lewis", "answers": True, "held_by": "Bob Okafor"}
    ]
    (whole,) = desk.details(Event.MEMBERSHIP_HANDED_OVER)
    assert (whole["from"], whole["to"], whole["numbers"]["conversations"]) == ("Bob Okafor", "Carol Lewis", 1)


def test_one_of_them_may_go_to_somebody_else(desk: Desk) -> None:
    first, second, nurses = waiting_with(desk, "bob"), waiting_with(desk, "bob"), desk.surgery.team("Nurses")
    give_all(desk, "bob", member(desk, "carol"), each={second.id: nurses})
    assert desk.again(first).assigned_to == member(desk, "carol")
    assert (desk.again(second).assigned_team, desk.again(second).assigned_to) == (nurses, None)


def test_files_of_a_message_being_written_are_not_lost_with_their_writer(desk: Desk) -> None:
    key = new_id()
    with desk.acting():
        file = hold_file(actor=desk.cast.bob, send_key=key, file=OutgoingFile("a.txt", "text/plain", b"A"))
    give_all(desk, "bob", member(desk, "carol"))
    with desk.acting():
        assert held_files(actor=desk.cast.carol, send_key=key, ids=[file.id]) == [file]


def test_what_was_promised_goes_too(desk: Desk) -> None:
    """Whom they answer for, whose answers were to come to them, and who was invited to leave theirs to them."""
    bob, now = member(desk, "bob"), clock.now()
    with desk.acting():
        asked = Invitation.objects.create(
            practice_id=desk.id,
            email="new@nhs.example",
            given_name="New",
            family_name="Person",
            token_hash="0" * 64,
            inheritor=bob,
            invited_at=now,
            expires_at=now,
        )
        Membership.objects.of(desk.id).filter(id=desk.surgery.members["alice"].id).update(
            sponsor=bob, inheritor=bob
        )
    give_all(desk, "bob", member(desk, "carol"))
    alice, carol = member(desk, "alice"), member(desk, "carol")
    assert (alice.sponsor_id, alice.inheritor_id) == (carol.id, carol.id)
    with desk.acting():
        assert Invitation.objects.of(desk.id).get(id=asked.id).inheritor_id == carol.id


def test_a_message_that_fails_afterwards_is_told_to_whoever_took_over(desk: Desk) -> None:
    to = RepliesTo(membership_id=desk.surgery.members["bob"].id)
    message, doctors = desk.send(actor=desk.cast.bob, replies_to=to), desk.surgery.team("Doctors")
    give_all(desk, "bob", doctors)
    gone(desk, "bob")
    desk.deliver(refuses)
    after = desk.again(message.conversation)
    assert (after.unresolved_failures, after.assigned_team) == (1, doctors)


def test_nobody_leaves_before_it_is_done(desk: Desk) -> None:
    waiting_with(desk, "bob")
    with desk.acting(), pytest.raises(Refused, match="Bob Okafor still holds 1 open conversation"):
        check_handed_over(member(desk, "bob"))
    give_all(desk, "bob", desk.surgery.team("Doctors"))
    with desk.acting():
        check_handed_over(member(desk, "bob"))


def test_it_is_taken_back_while_nobody_has_worked_on_it(desk: Desk) -> None:
    first, second = waiting_with(desk, "bob"), waiting_with(desk, "bob")
    handed = give_all(desk, "bob", desk.surgery.team("Doctors"))
    with desk.acting():
        add_note(actor=desk.cast.alice, conversation_id=second.id, text="I have rung them.")
        undone = undo_hand_over(actor=desk.cast.dev, hand_over_id=handed.hand_over.id)
    assert (undone.back, undone.stayed) == (1, 1)
    assert desk.again(first).assigned_to == member(desk, "bob")
    assert desk.again(second).assigned_team == desk.surgery.team("Doctors")
    with desk.acting(), pytest.raises(Conflict, match="taken back already"):
        undo_hand_over(actor=desk.cast.dev, hand_over_id=handed.hand_over.id)


def test_it_is_not_taken_back_to_somebody_who_has_left(desk: Desk) -> None:
    waiting_with(desk, "bob")
    handed = give_all(desk, "bob", desk.surgery.team("Doctors"))
    gone(desk, "bob")
    with desk.acting(), pytest.raises(Refused, match="has left"):
        undo_hand_over(actor=desk.cast.dev, hand_over_id=handed.hand_over.id)


def test_it_goes_to_somebody_at_work_and_not_to_whoever_has_it(desk: Desk) -> None:
    waiting_with(desk, "bob")
    gone(desk, "carol", Membership.State.SUSPENDED)
    with pytest.raises(Refused, match="Carol Lewis is not at work here now"):
        give_all(desk, "bob", member(desk, "carol"))
    with pytest.raises(Refused, match="Bob Okafor has it now"):
        give_all(desk, "bob", member(desk, "bob"))


def test_what_is_others_only_an_administrator_hands_over(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        give_all(desk, "bob", desk.surgery.team("Doctors"), actor=desk.cast.alice)


def test_what_is_ones_own_anybody_hands_over_and_takes_back(desk: Desk) -> None:
    conversation = waiting_with(desk, "bob")
    with desk.acting():
        assert [one.words for one in what_i_hold(actor=desk.cast.bob)] == ["1 open conversation"]
        handed = hand_over_own(actor=desk.cast.bob, to=desk.surgery.team("Doctors"))
        with pytest.raises(NotFound):
            undo_own_hand_over(actor=desk.cast.alice, hand_over_id=handed.hand_over.id)
        undo_own_hand_over(actor=desk.cast.bob, hand_over_id=handed.hand_over.id)
    assert desk.again(conversation).assigned_to == member(desk, "bob")


def test_an_administrator_who_goes_answers_for_nobody_any_more(desk: Desk) -> None:
    """Where the rest goes to a team another administrator answers for them, or she could never leave."""
    dev = member(desk, "dev")
    with desk.acting():
        Membership.objects.of(desk.id).filter(id=member(desk, "carol").id).update(role="administrator")
        Membership.objects.of(desk.id).filter(id=member(desk, "bob").id).update(sponsor=dev)

        hand_over_own(actor=desk.cast.dev, to=desk.surgery.team("Admin"))

        check_handed_over(dev)
    assert member(desk, "bob").sponsor_id == member(desk, "carol").id


def test_a_stranger_finds_nobody_to_hand_over(desk: Desk, cast: Cast) -> None:
    doctors = desk.surgery.team("Doctors")
    with acting_for(cast.mallory.practice_id), pytest.raises(NotFound):
        hand_over(actor=cast.mallory, membership_id=desk.surgery.members["bob"].id, to=doctors)


def test_nothing_is_handed_to_another_practice(desk: Desk, millbrook: Desk) -> None:
    with pytest.raises(NotFound):
        give_all(desk, "bob", millbrook.surgery.team("Doctors"))
    with pytest.raises(NotFound):
        give_all(desk, "bob", member(millbrook, "mallory"))


def test_a_thousand_conversations_move_in_seconds(desk: Desk) -> None:
    bob, now = member(desk, "bob"), clock.now()
    with desk.acting():
        Conversation.objects.bulk_create(
            Conversation(
                practice_id=desk.id,
                reference=f"CP-{number}",
                state="waiting",
                waiting_since=now,
                last_at=now,
                assigned_to=bob,
                replies_to_member=bob,
            )
            for number in range(1000)
        )
    begun = time.monotonic()
    handed = give_all(desk, "bob", desk.surgery.team("Doctors"))
    assert time.monotonic() - begun < 10
    assert [one.words for one in handed.held] == ["1,000 open conversations"]
    assert len(desk.entries(Event.CONVERSATION_ASSIGNED)) == 1000


def test_what_is_given_to_somebody_while_they_are_handed_over_does_not_stay_with_them(
    committed_desk: Desk,
) -> None:
    """Either it comes in time to be handed over, or whoever gives it is told that they are gone."""
    desk, gate = committed_desk, Barrier(2)
    waiting_with(desk, "bob")
    other = desk.send(actor=desk.cast.alice).conversation
    bob, doctors, version = member(desk, "bob"), desk.surgery.team("Doctors"), desk.again(other).version

    def leave() -> None:
        gate.wait(10)
        with desk.acting():
            hand_over(actor=desk.cast.dev, membership_id=bob.id, to=doctors)
            Membership.objects.of(desk.id).filter(id=bob.id).update(state="left")
        connection.close()

    def give() -> None:
        gate.wait(10)
        with suppress(Refused, Conflict), desk.acting():
            assign(actor=desk.cast.carol, conversation_id=other.id, seen=version, membership_id=bob.id)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for one in (pool.submit(leave), pool.submit(give)):
            one.result(30)
    with desk.acting():
        assert not Conversation.objects.of(desk.id).filter(assigned_to=bob.id).exists()
