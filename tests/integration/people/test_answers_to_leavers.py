"""An answer to somebody who has gone comes to somebody who is there, whatever it answers (A10)."""

from __future__ import annotations

import pytest

from carepost.actions.conversations.work import mark_done, reopen
from carepost.actions.writing.letter import RepliesTo
from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.models import Membership, Team
from carepost.ground.kernel import clock
from tests.integration.desk import Desk
from tests.integration.people.leaving import give_all, gone, lines, member, waiting_with

pytestmark = pytest.mark.hazard("HZ-02")


def test_an_answer_to_a_leaver_comes_to_whoever_took_over_even_in_what_was_done(desk: Desk) -> None:
    to = RepliesTo(membership_id=desk.surgery.members["bob"].id)
    envelope = desk.sent(actor=desk.cast.bob, replies_to=to)
    with desk.acting():
        mark_done(actor=desk.cast.bob, conversation_id=envelope.message.conversation_id)
    give_all(desk, "bob", desk.surgery.team("Doctors"))
    gone(desk, "bob")
    desk.answered(envelope)
    after = desk.again(envelope.message.conversation)
    assert (after.assigned_team, after.assigned_to) == (desk.surgery.team("Doctors"), None)
    assert lines(desk, after)[-1] == ("passed_on", "Carepost", "Doctors: Bob Okafor is not at work here now")


def test_an_answer_to_an_archived_team_waits_where_somebody_looks(desk: Desk) -> None:
    envelope = desk.sent(replies_to=desk.to_team("Nurses"))
    with desk.acting():
        Team.objects.of(desk.id).filter(name="Nurses").update(archived_at=clock.now())
    desk.answered(envelope)
    with desk.acting():
        (after,) = Conversation.objects.of(desk.id).unassigned()
    assert lines(desk, after)[-1] == ("passed_on", "Carepost", "Unassigned: Nurses has been archived")


@pytest.mark.parametrize("state", [Membership.State.SUSPENDED, Membership.State.LEFT])
def test_an_answer_to_somebody_who_named_nobody_comes_to_their_team(desk: Desk, state: str) -> None:
    to = RepliesTo(membership_id=desk.surgery.members["bob"].id)
    envelope = desk.sent(actor=desk.cast.bob, replies_to=to)
    gone(desk, "bob", state)
    desk.answered(envelope)
    assert desk.again(envelope.message.conversation).assigned_team == desk.surgery.team("Reception")


def test_where_whoever_took_over_has_left_too_it_follows_them(desk: Desk) -> None:
    to = RepliesTo(membership_id=desk.surgery.members["bob"].id)
    envelope = desk.sent(actor=desk.cast.bob, replies_to=to)
    with desk.acting():
        mark_done(actor=desk.cast.bob, conversation_id=envelope.message.conversation_id)
    give_all(desk, "bob", member(desk, "carol"))
    gone(desk, "bob")
    give_all(desk, "carol", member(desk, "alice"))
    gone(desk, "carol")
    desk.answered(envelope)
    assert desk.again(envelope.message.conversation).assigned_to == member(desk, "alice")


def test_two_who_were_to_inherit_from_each_other_and_left_end_in_a_team(desk: Desk) -> None:
    to = RepliesTo(membership_id=desk.surgery.members["bob"].id)
    envelope = desk.sent(actor=desk.cast.bob, replies_to=to)
    bob, carol = member(desk, "bob"), member(desk, "carol")
    with desk.acting():
        Membership.objects.of(desk.id).filter(id=bob.id).update(inheritor=carol, state="left")
        Membership.objects.of(desk.id).filter(id=carol.id).update(inheritor=bob, state="left")
    desk.answered(envelope)
    assert desk.again(envelope.message.conversation).assigned_team == desk.surgery.team("Reception")


def test_a_conversation_of_a_leaver_that_is_opened_again_does_not_wait_with_them(desk: Desk) -> None:
    conversation = waiting_with(desk, "bob")
    with desk.acting():
        mark_done(actor=desk.cast.bob, conversation_id=conversation.id)
    gone(desk, "bob")
    with desk.acting():
        reopen(actor=desk.cast.alice, conversation_id=conversation.id)
    assert desk.again(conversation).assigned_team == desk.surgery.team("Reception")
