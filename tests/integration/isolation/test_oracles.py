"""Whether a practice can learn, by trying, what another one holds."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError

from carepost.actions.conversations.look import open_conversation, search_patients
from carepost.actions.practices.found import Line, connect_mailbox
from carepost.domain.directory.models import Contact
from carepost.domain.organisations.models import Team
from carepost.ground.kernel import Conflict, EmailAddress, NotFound, new_id
from tests.integration.desk import Desk
from tests.integration.isolation.conftest import Both
from tests.integration.isolation.strangers import hand_over
from tests.integration.letters import mail

pytestmark = pytest.mark.hazard("HZ-09")


def test_the_same_patient_may_be_registered_at_both(desk: Desk, millbrook: Desk) -> None:
    ours, theirs = desk.surgery.patient(), millbrook.surgery.patient()
    assert ours.nhs_number == theirs.nhs_number
    assert ours.id != theirs.id


def test_the_same_key_of_a_form_sends_at_both(desk: Desk, millbrook: Desk) -> None:
    key = new_id()
    assert desk.send(key=key).id != millbrook.send(key=key).id


def test_the_same_mail_comes_to_both(desk: Desk, millbrook: Desk) -> None:
    raw = mail("To whom it may concern")
    ours, theirs = desk.take_in(raw, source="lmtp:same"), millbrook.take_in(raw, source="lmtp:same")
    assert ours.sha256 == theirs.sha256
    assert (ours.state, theirs.state) == ("needs_matching", "needs_matching")


def test_the_same_team_and_contact_may_be_at_both(desk: Desk, millbrook: Desk) -> None:
    for one in (desk, millbrook):
        with one.acting():
            Team.objects.create(practice_id=one.id, name="Safeguarding")
            Contact.objects.create(
                practice_id=one.id, name="Ward", address="a@b.example", identity="a@b.example"
            )
            assert Contact.objects.count() == 1


def test_an_id_of_a_neighbour_is_answered_as_one_that_never_was(full: Both) -> None:
    def answer(conversation_id: UUID) -> str:
        with full.theirs.acting(), pytest.raises(NotFound) as said:
            open_conversation(actor=full.theirs.someone, conversation_id=conversation_id)
        return said.value.reason

    assert answer(full.our.conversation.id) == answer(new_id())


def test_mail_is_not_taken_in_for_a_neighbours_mailbox(full: Both) -> None:
    before = len(full.ours.arrivals()), len(full.theirs.arrivals())
    with pytest.raises(IntegrityError):
        hand_over(full.theirs.system, full.our, mail("Not for you"))
    assert (len(full.ours.arrivals()), len(full.theirs.arrivals())) == before


def test_a_mailbox_serves_one_practice_and_only_the_console_can_find_out(desk: Desk, millbrook: Desk) -> None:
    """The one value that is compared across practices: two may not read one mailbox. It is on every letter's From,
    so nothing is told by it, and only the system connects mailboxes."""
    line = Line(
        address=EmailAddress.parse(desk.mailbox.address),
        submission_host="127.0.0.1",
        submission_port=1,
        username="y90002",
        password="made up",
    )
    with pytest.raises(Conflict, match="belongs to another practice"):
        connect_mailbox(actor=millbrook.system, name="Millbrook", line=line)


def test_a_search_finds_nobody_of_the_neighbours(desk: Desk, millbrook: Desk) -> None:
    desk.surgery.patient("9990000026", "Secret", "Sam", date(1990, 1, 1))
    with millbrook.acting():
        for words in ("secret", "9990000026", "999 000 0026", "01/01/1990"):
            assert search_patients(actor=millbrook.someone, words=words) == []
