"""Letters that are not ready to go, each with a sentence that says what to do."""

from __future__ import annotations

import pytest

from carepost.actions.writing.letter import MOST_FILES_OCTETS, RepliesTo
from carepost.actions.writing.send import send_reply
from carepost.domain.correspondence.models import Conversation
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Membership, ServiceMailbox, Team
from carepost.ground.kernel import Actor, Conflict, NotFound, NotPermitted, Refused, clock
from carepost.ground.mailkit.compose import OutgoingFile
from tests.integration.desk import Desk
from tests.integration.letters import CARDIOLOGY


def file(octets: int, name: str = "scan.pdf") -> OutgoingFile:
    return OutgoingFile(name, "application/pdf", bytes(octets))


def test_an_empty_letter_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="The message is empty"):
        desk.send(text=" \n\t ")


def test_a_letter_to_nobody_is_refused(desk: Desk) -> None:
    letter = desk.letter(CARDIOLOGY)
    with pytest.raises(Refused, match="Nobody is in To"):
        desk.post(
            type(letter)(key=letter.key, to=(), cc=letter.to, text="Hello", replies_to=letter.replies_to)
        )


@pytest.mark.parametrize("again", [CARDIOLOGY, "Cardiology@NORTHSIDE.example"])
def test_one_address_twice_is_refused(desk: Desk, again: str) -> None:
    with pytest.raises(Refused, match="is there twice"):
        desk.send(CARDIOLOGY, cc=(again,))


@pytest.mark.slow
def test_more_than_25_megabytes_are_refused_and_25_are_not(desk: Desk) -> None:
    with pytest.raises(Refused, match="over 25 MB together"):
        desk.send(files=(file(MOST_FILES_OCTETS - 5), file(6)))
    assert desk.conversations() == []
    assert desk.send(files=(file(MOST_FILES_OCTETS),)).conversation.attachments == 1


def test_a_file_that_came_through_empty_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"scan.pdf is empty. Attach it again"):
        desk.send(files=(file(0),))


def test_without_a_service_mailbox_nothing_can_be_sent(desk: Desk) -> None:
    with desk.acting():
        ServiceMailbox.objects.of(desk.id).delete()
    with pytest.raises(Refused, match="has no service mailbox yet"):
        desk.send()


def test_only_a_person_writes(desk: Desk) -> None:
    with pytest.raises(NotPermitted, match="Only a person may send"):
        desk.send(actor=desk.system)
    nobody = Actor(desk.id, "member", desk.someone.id, "Nobody", None, desk.someone.person_id)
    with pytest.raises(NotPermitted, match="Only approved members"):
        desk.send(actor=nobody)


@pytest.mark.hazard("HZ-02")
def test_answers_are_not_sent_to_a_team_or_person_who_is_no_longer_there(desk: Desk) -> None:
    team, bob = desk.surgery.team("Nurses"), desk.surgery.members["bob"]
    with desk.acting():
        Team.objects.of(desk.id).filter(id=team.id).update(archived_at=clock.now())
        Membership.objects.of(desk.id).filter(id=bob.id).update(state=Membership.State.LEFT)
    with pytest.raises(Refused, match="Nurses has been archived"):
        desk.send(replies_to=RepliesTo(team_id=team.id))
    with pytest.raises(Refused, match="Bob Okafor is not at work here now"):
        desk.send(replies_to=RepliesTo(membership_id=bob.id))


def test_answers_are_not_sent_to_a_team_of_another_practice(desk: Desk, millbrook: Desk) -> None:
    with pytest.raises(NotFound):
        desk.send(replies_to=millbrook.to_team())


@pytest.mark.hazard("HZ-02")
def test_a_reply_that_has_not_seen_the_newest_message_is_stopped(desk: Desk) -> None:
    envelope = desk.sent()
    stale = desk.again(envelope.message.conversation)
    desk.answered(envelope)
    with pytest.raises(Conflict, match="Something new has happened"):
        _reply_seen(desk, stale)
    assert len(desk.entries(Event.MESSAGE_SENT)) == 1


def _reply_seen(desk: Desk, stale: Conversation) -> None:
    with desk.acting():
        send_reply(actor=desk.someone, conversation_id=stale.id, letter=desk.letter(), seen=stale.version)
