"""Every look leaves an entry with the name of who looked: opening, files, originals, printing, searching (G1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carepost.actions.conversations import look
from carepost.actions.record.look import read_record, read_record_of_conversation
from carepost.domain.correspondence.models import Attachment
from carepost.domain.ledger.events import Event
from carepost.ground.kernel import Actor, NotPermitted
from carepost.ground.mailkit.compose import OutgoingFile
from tests.integration.desk import Desk

pytestmark = pytest.mark.hazard("HZ-09")


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A letter with a file, answered with a file and formatting."""
    envelope = desk.sent(files=(OutgoingFile("ours.txt", "text/plain", b"Our words"),))
    desk.answered(envelope, html="<p>Thank you</p>", files=[("theirs.txt", "text/plain", b"Their words")])
    return desk


def attachment(desk: Desk, name: str) -> Attachment:
    with desk.acting():
        return Attachment.objects.of(desk.id).get(name=name)


LOOKS: dict[Event, Callable[[Desk, Actor], object]] = {
    Event.CONVERSATION_OPENED: lambda desk, who: look.open_conversation(
        actor=who, conversation_id=desk.conversations()[0].id
    ),
    Event.CONVERSATION_PRINTED: lambda desk, who: look.print_conversation(
        actor=who, conversation_id=desk.conversations()[0].id
    ),
    Event.ATTACHMENT_OPENED: lambda desk, who: look.open_attachment(
        actor=who, attachment_id=attachment(desk, "theirs.txt").id
    ),
    Event.MESSAGE_HTML_OPENED: lambda desk, who: look.open_html(
        actor=who, message_id=desk.messages(desk.conversations()[0])[-1].id
    ),
    Event.MESSAGE_ORIGINAL_EXPORTED: lambda desk, who: look.original_of_message(
        actor=who, message_id=desk.messages(desk.conversations()[0])[-1].id
    ),
    Event.PATIENT_SEARCHED: lambda desk, who: look.search_patients(actor=who, words="smith"),
    Event.LEDGER_OPENED: lambda desk, who: read_record_of_conversation(
        actor=who, conversation_id=desk.conversations()[0].id
    ),
}


@pytest.mark.parametrize("event", LOOKS)
def test_a_look_is_an_entry_in_the_name_of_who_looked(full: Desk, event: Event) -> None:
    with full.acting():
        LOOKS[event](full, full.cast.bob)
    (entry,) = full.entries(event)
    assert (entry.actor_kind, entry.actor_id) == ("member", full.cast.bob.id)
    about = event not in {Event.PATIENT_SEARCHED}
    assert bool(entry.conversation_id) is about


@pytest.mark.parametrize("event", LOOKS)
def test_no_line_of_the_ledger_holds_what_was_looked_at(full: Desk, event: Event) -> None:
    with full.acting():
        LOOKS[event](full, full.cast.bob)
    for entry in full.entries(event):
        for private in ("smith", "jane", "theirs.txt", "bob", "9990000018"):
            assert private not in entry.line.lower()


def test_the_words_of_a_search_are_kept_sealed(full: Desk) -> None:
    with full.acting():
        assert len(look.search_patients(actor=full.someone, words="Smith J")) == 1
    assert full.details(Event.PATIENT_SEARCHED) == [{"words": "Smith J", "found": 1}]


@pytest.mark.parametrize(("name", "data"), [("ours.txt", b"Our words"), ("theirs.txt", b"Their words")])
def test_a_file_is_given_as_it_was_sent_or_came(full: Desk, name: str, data: bytes) -> None:
    with full.acting():
        found = look.open_attachment(actor=full.someone, attachment_id=attachment(full, name).id)
    assert found[1] == data


def test_who_may_read_who_did_what(full: Desk) -> None:
    for name, may in (("alice", False), ("bob", False), ("carol", True), ("dev", True)):
        actor = full.surgery.actor(name)
        with full.acting():
            if may:
                assert read_record(actor=actor).page.rows
            else:
                with pytest.raises(NotPermitted):
                    read_record(actor=actor)
    assert len(full.entries(Event.LEDGER_OPENED)) == 2


def test_the_record_of_one_practice_has_nothing_of_another(full: Desk, millbrook: Desk) -> None:
    millbrook.send()
    with full.acting():
        rows = read_record(actor=full.cast.carol).page.rows
    assert {row.practice_id for row in rows} == {full.id}
