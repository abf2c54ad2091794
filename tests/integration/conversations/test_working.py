"""Working a conversation: assign, note, urgent, done, reopen; each with whoever was second being told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from carepost.actions.conversations.work import add_note, assign, mark_done, reopen, set_urgent
from carepost.domain.correspondence.models import Conversation, Happening, Note
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Membership, Team
from carepost.ground.kernel import Actor, Conflict, NotFound, NotPermitted, Refused, clock, new_id
from tests.integration.desk import Desk


@pytest.fixture
def conversation(desk: Desk) -> Conversation:
    """A letter that has been answered, and waits for the doctors."""
    envelope = desk.sent()
    desk.answered(envelope)
    return desk.again(envelope.message.conversation)


def give(
    desk: Desk, to: Conversation, *, actor: Actor | None = None, seen: int | None = None, **whom: object
):
    version = desk.again(to).version if seen is None else seen
    with desk.acting():
        return assign(
            actor=actor or desk.someone,
            conversation_id=to.id,
            seen=version,
            **whom,  # type: ignore[arg-type]
        )


def happened(desk: Desk, conversation: Conversation) -> list[tuple[str, str, str]]:
    with desk.acting():
        rows = Happening.objects.of(desk.id).filter(conversation=conversation.id).order_by("at", "id")
        return [(one.kind, one.by, one.to) for one in rows]


def test_it_is_given_to_a_person_then_a_team_then_nobody(desk: Desk, conversation: Conversation) -> None:
    bob = desk.surgery.members["bob"]
    assert give(desk, conversation, membership_id=bob.id).assigned_to == bob
    nurses = desk.surgery.team("Nurses")
    after = give(desk, conversation, team_id=nurses.id)
    assert (after.assigned_team, after.assigned_to) == (nurses, None)
    after = give(desk, conversation)
    assert (after.assigned_team, after.assigned_to) == (None, None)
    assert [to for kind, _, to in happened(desk, conversation) if kind == "assigned"] == [
        "Bob Okafor",
        "Nurses",
        "Unassigned",
    ]
    assert [one["to"] for one in desk.details(Event.CONVERSATION_ASSIGNED)][-1] == "Unassigned"


@pytest.mark.hazard("HZ-02")
def test_who_assigns_second_is_told(desk: Desk, conversation: Conversation) -> None:
    bob, carol = desk.surgery.members["bob"], desk.surgery.members["carol"]
    give(desk, conversation, seen=conversation.version, membership_id=bob.id)
    with pytest.raises(Conflict, match="Something new has happened"):
        give(desk, conversation, actor=desk.cast.carol, seen=conversation.version, membership_id=carol.id)
    assert desk.again(conversation).assigned_to == bob


def test_of_two_who_assign_at_once_one_is_told(committed_desk: Desk) -> None:
    desk = committed_desk
    conversation, gate = desk.send().conversation, Barrier(2)
    seen = desk.again(conversation).version

    def take(name: str) -> str:
        try:
            gate.wait(10)
            give(
                desk,
                conversation,
                actor=desk.surgery.actor(name),
                seen=seen,
                membership_id=desk.surgery.members[name].id,
            )
        except Conflict:
            return "told"
        finally:
            connection.close()
        return name

    with ThreadPoolExecutor(2) as pool:
        outcomes = set(pool.map(take, ["bob", "carol"]))
    assert "told" in outcomes
    (winner,) = outcomes - {"told"}
    assert desk.again(conversation).assigned_to == desk.surgery.members[winner]


@pytest.mark.hazard("HZ-02")
def test_it_is_not_given_where_nobody_would_see_it(desk: Desk, conversation: Conversation) -> None:
    bob, nurses = desk.surgery.members["bob"], desk.surgery.team("Nurses")
    with desk.acting():
        Membership.objects.of(desk.id).filter(id=bob.id).update(state=Membership.State.LEFT)
        Team.objects.of(desk.id).filter(id=nurses.id).update(archived_at=clock.now())
    with pytest.raises(Refused, match="Nurses has been archived, so nobody would see this there"):
        give(desk, conversation, team_id=nurses.id)
    with pytest.raises(Refused, match="Bob Okafor is not at work here now"):
        give(desk, conversation, membership_id=bob.id)


@pytest.mark.hazard("HZ-09")
def test_it_is_not_given_to_another_practice(desk: Desk, millbrook: Desk, conversation: Conversation) -> None:
    with pytest.raises(NotFound):
        give(desk, conversation, team_id=millbrook.surgery.team("Doctors").id)
    with pytest.raises(NotFound):
        give(desk, conversation, membership_id=millbrook.surgery.members["mallory"].id)


def test_a_note_is_kept_with_its_writer_and_counts_as_news(desk: Desk, conversation: Conversation) -> None:
    with desk.acting():
        note = add_note(actor=desk.cast.bob, conversation_id=conversation.id, text="  Rang her. \n")
    assert (note.text, note.author.name) == ("Rang her.", "Bob Okafor")
    assert desk.again(conversation).version > conversation.version
    assert len(desk.entries(Event.CONVERSATION_NOTED)) == 1


def test_a_note_clicked_twice_is_one_note(desk: Desk, conversation: Conversation) -> None:
    key = new_id()
    for _ in range(2):
        with desk.acting():
            add_note(actor=desk.someone, conversation_id=conversation.id, text="Rang her.", note_id=key)
    with desk.acting():
        assert Note.objects.of(desk.id).count() == 1


def test_an_empty_note_is_refused(desk: Desk, conversation: Conversation) -> None:
    with desk.acting(), pytest.raises(Refused, match="The note is empty"):
        add_note(actor=desk.someone, conversation_id=conversation.id, text=" \n")


@pytest.mark.hazard("HZ-02")
def test_done_leaves_the_queue_and_reopen_brings_it_back(desk: Desk, conversation: Conversation) -> None:
    with desk.acting():
        mark_done(actor=desk.someone, conversation_id=conversation.id)
        assert not Conversation.objects.of(desk.id).waiting().exists()
        reopen(actor=desk.cast.bob, conversation_id=conversation.id)
        assert Conversation.objects.of(desk.id).waiting().exists()
    assert [(kind, by) for kind, by, _ in happened(desk, conversation)] == [
        ("done", "Aisha Barton"),
        ("reopened", "Bob Okafor"),
    ]


@pytest.mark.hazard("HZ-02")
def test_an_answer_that_came_meanwhile_is_not_marked_as_done_unread(desk: Desk) -> None:
    envelope = desk.sent()
    seen = desk.again(envelope.message.conversation).version
    desk.answered(envelope, "Please admit her today.")
    with desk.acting(), pytest.raises(Conflict, match="Something new has happened"):
        mark_done(actor=desk.someone, conversation_id=envelope.message.conversation_id, seen=seen)
    assert desk.again(envelope.message.conversation).state == "waiting"


@pytest.mark.hazard("HZ-06")
def test_urgent_is_first_in_the_list_with_its_reason(desk: Desk, conversation: Conversation) -> None:
    later = desk.sent()
    desk.answered(later)
    with desk.acting():
        first = Conversation.objects.of(desk.id).waiting().longest_waiting_first()
        assert first[0] == conversation
        set_urgent(
            actor=desk.someone, conversation_id=later.message.conversation_id, urgent=True, reason="Sepsis?"
        )
        assert first.all()[0].id == later.message.conversation_id
        assert first.all()[0].urgent_reason == "Sepsis?"
        after = set_urgent(actor=desk.someone, conversation_id=later.message.conversation_id, urgent=False)
    assert (after.urgent, after.urgent_reason) == (False, "")
    assert desk.details(Event.CONVERSATION_URGENT_SET) == [{"reason": "Sepsis?"}]
    assert len(desk.entries(Event.CONVERSATION_URGENT_CLEARED)) == 1


@pytest.mark.parametrize("verb", [mark_done, reopen])
def test_only_people_work_conversations(desk: Desk, conversation: Conversation, verb) -> None:
    with desk.acting(), pytest.raises(NotPermitted):
        verb(actor=desk.system, conversation_id=conversation.id)
