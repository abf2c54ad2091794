"""An answer waits for the team or person it was to go to, if they are still there; never for nobody."""

from __future__ import annotations

import pytest

from carepost.actions.conversations.work import assign, mark_done, set_urgent
from carepost.actions.writing.letter import RepliesTo
from carepost.domain.correspondence.models import Conversation
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Membership, Team, TeamMembership
from carepost.ground.kernel import clock
from tests.integration.desk import Desk


def answered_for(desk: Desk, replies_to: RepliesTo) -> Conversation:
    envelope = desk.sent(replies_to=replies_to)
    desk.answered(envelope)
    return desk.again(envelope.message.conversation)


def member(desk: Desk, name: str) -> RepliesTo:
    return RepliesTo(membership_id=desk.surgery.members[name].id)


@pytest.mark.parametrize("name", ["alice", "bob"])
def test_the_writer_or_a_colleague_gets_the_answer(desk: Desk, name: str) -> None:
    conversation = answered_for(desk, member(desk, name))
    assert (conversation.assigned_to, conversation.assigned_team) == (desk.surgery.members[name], None)
    assert conversation.state == "waiting"


def test_a_team_gets_the_answer(desk: Desk) -> None:
    conversation = answered_for(desk, desk.to_team("Secretaries"))
    assert conversation.assigned_team is not None
    assert conversation.assigned_team.name == "Secretaries"


@pytest.mark.hazard("HZ-02")
@pytest.mark.parametrize("state", [Membership.State.LEFT, Membership.State.SUSPENDED])
def test_an_answer_to_somebody_who_is_not_here_and_was_in_no_team_falls_to_unassigned(
    desk: Desk, state: str
) -> None:
    envelope = desk.sent(replies_to=member(desk, "bob"))
    with desk.acting():
        Membership.objects.of(desk.id).filter(id=desk.surgery.members["bob"].id).update(state=state)
        TeamMembership.objects.of(desk.id).filter(membership=desk.surgery.members["bob"].id).delete()
    desk.answered(envelope)
    assert in_unassigned(desk) == [envelope.message.conversation_id]


@pytest.mark.hazard("HZ-02")
def test_an_answer_to_an_archived_team_falls_to_unassigned(desk: Desk) -> None:
    envelope = desk.sent()
    with desk.acting():
        Team.objects.of(desk.id).filter(name="Doctors").update(archived_at=clock.now())
    desk.answered(envelope)
    assert in_unassigned(desk) == [envelope.message.conversation_id]


@pytest.mark.hazard("HZ-02")
def test_a_leaver_who_had_the_conversation_does_not_get_its_answers(desk: Desk) -> None:
    envelope = desk.sent()
    give(desk, envelope.message.conversation, membership_id=desk.surgery.members["bob"].id)
    with desk.acting():
        Membership.objects.of(desk.id).filter(id=desk.surgery.members["bob"].id).update(state="left")
    desk.answered(envelope)
    conversation = desk.again(envelope.message.conversation)
    assert conversation.assigned_to is None
    assert conversation.assigned_team is not None
    assert conversation.assigned_team.name == "Doctors"


@pytest.mark.hazard("HZ-02")
def test_an_archived_team_that_had_the_conversation_does_not_get_its_answers(desk: Desk) -> None:
    envelope = desk.sent()
    give(desk, envelope.message.conversation, team_id=desk.surgery.team("Nurses").id)
    with desk.acting():
        Team.objects.of(desk.id).filter(name__in=["Nurses", "Doctors"]).update(archived_at=clock.now())
    desk.answered(envelope)
    assert in_unassigned(desk) == [envelope.message.conversation_id]


def test_who_has_it_keeps_it(desk: Desk) -> None:
    envelope = desk.sent()
    give(desk, envelope.message.conversation, membership_id=desk.surgery.members["bob"].id)
    desk.answered(envelope)
    assert desk.again(envelope.message.conversation).assigned_to == desk.surgery.members["bob"]


@pytest.mark.hazard("HZ-02")
def test_an_answer_reopens_what_was_done(desk: Desk) -> None:
    envelope = desk.sent()
    with desk.acting():
        mark_done(actor=desk.someone, conversation_id=envelope.message.conversation_id)
    desk.answered(envelope)
    conversation = desk.again(envelope.message.conversation)
    assert (conversation.state, conversation.preview) == ("waiting", "Thank you, we will see her.")
    assert conversation.waiting_since is not None


@pytest.mark.hazard("HZ-02")
def test_a_second_answer_has_not_waited_less_than_the_first(desk: Desk) -> None:
    envelope = desk.sent()
    desk.answered(envelope)
    first = desk.again(envelope.message.conversation)
    desk.answered(envelope, "One more thing.")
    second = desk.again(envelope.message.conversation)
    assert second.waiting_since == first.waiting_since
    assert second.version > first.version


@pytest.mark.hazard("HZ-06")
def test_what_is_urgent_stays_urgent_when_answered(desk: Desk) -> None:
    envelope = desk.sent()
    with desk.acting():
        set_urgent(
            actor=desk.someone,
            conversation_id=envelope.message.conversation_id,
            urgent=True,
            reason="Sepsis?",
        )
    desk.answered(envelope)
    assert desk.again(envelope.message.conversation).urgent


def test_an_answer_is_on_the_ledger_with_why_it_belongs_there(desk: Desk) -> None:
    desk.answered(desk.sent())
    (detail,) = desk.details(Event.ARRIVAL_MATCHED)
    assert detail["from"] == "cardiology@northside.example"
    assert detail["reasons"][0].startswith("It answers the reply address of our message of")


def give(desk: Desk, conversation: Conversation, **to: object) -> None:
    seen = desk.again(conversation).version
    with desk.acting():
        assign(actor=desk.someone, conversation_id=conversation.id, seen=seen, **to)  # type: ignore[arg-type]


def in_unassigned(desk: Desk) -> list[object]:
    with desk.acting():
        return [one.id for one in Conversation.objects.of(desk.id).unassigned()]
