"""A new practice: six teams, its people, its mailbox, each on its ledger."""

from __future__ import annotations

import pytest

from carepost.actions.practices.found import (
    Line,
    add_member,
    change_line,
    connect_mailbox,
    found_practice,
    password_label,
)
from carepost.domain.identity.models import Person
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.models import Entry
from carepost.domain.organisations.models import ServiceMailbox, Team
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import (
    Conflict,
    EmailAddress,
    NotFound,
    NotPermitted,
    OdsCode,
    Role,
    Unavailable,
)
from tests.integration.desk import Desk


def line(address: str, **changes: object) -> Line:
    usual = {
        "submission_host": "127.0.0.1",
        "submission_port": 587,
        "username": "someone",
        "password": "made up",
    }
    return Line(address=EmailAddress.parse(address), **usual | changes)  # type: ignore[arg-type]


def test_a_practice_begins_with_its_six_teams(db: None) -> None:
    practice = found_practice(name="Hillside", ods_code=OdsCode("Y90009"))
    with acting_for(practice.id):
        assert sorted(Team.objects.of(practice.id).values_list("name", flat=True)) == [
            "Admin",
            "Doctors",
            "Nurses",
            "Prescribing",
            "Reception",
            "Secretaries",
        ]
        events = list(Entry.objects.of(practice.id).values_list("event", flat=True))
    assert sorted(events) == sorted([Event.PRACTICE_CREATED, *[Event.TEAM_CREATED] * 6])


def test_every_practice_has_a_number_of_its_own_in_its_tokens(desk: Desk, millbrook: Desk) -> None:
    assert desk.practice.short_id != millbrook.practice.short_id


def test_one_person_may_work_at_two_practices(desk: Desk, millbrook: Desk) -> None:
    person = Person.objects.get(id=desk.cast.bob.person_id)
    member = add_member(actor=millbrook.system, person=person, role=Role.MEMBER, teams=["Reception"])
    assert member.id != desk.surgery.members["bob"].id
    assert member.as_actor().practice_id == millbrook.id


def test_a_mailbox_keeps_its_password_sealed(desk: Desk) -> None:
    with desk.acting():
        mailbox = ServiceMailbox.objects.of(desk.id).get()
    sealed = bytes(mailbox.sealed_password or b"")
    assert b"made up" not in sealed
    assert services.vault().open(desk.id, password_label(mailbox.id), sealed) == b"made up"


@pytest.mark.hazard("HZ-09")
def test_a_sealed_password_cannot_be_carried_to_another_practice(desk: Desk, millbrook: Desk) -> None:
    with desk.acting():
        mailbox = ServiceMailbox.objects.of(desk.id).get()
    with pytest.raises((Unavailable, NotFound)):
        services.vault().open(millbrook.id, password_label(mailbox.id), bytes(mailbox.sealed_password or b""))


def test_a_mailbox_may_be_reached_another_way(desk: Desk) -> None:
    changed = change_line(
        actor=desk.system, mailbox_id=desk.mailbox.id, line=line(desk.mailbox.address, submission_port=465)
    )
    assert changed.submission_port == 465
    assert len(desk.entries(Event.MAILBOX_CHANGED)) == 2


@pytest.mark.hazard("HZ-09")
def test_a_mailbox_is_not_moved_onto_another_practices(desk: Desk, millbrook: Desk) -> None:
    with pytest.raises(Conflict, match="belongs to another practice"):
        change_line(actor=millbrook.system, mailbox_id=millbrook.mailbox.id, line=line(desk.mailbox.address))
    with pytest.raises(NotFound):
        change_line(actor=millbrook.system, mailbox_id=desk.mailbox.id, line=line("new@nhsmail.example"))


def test_people_do_not_found_or_connect(desk: Desk) -> None:
    person = Person.objects.get(id=desk.cast.bob.person_id)
    with pytest.raises(NotPermitted):
        add_member(actor=desk.cast.dev, person=person, role=Role.MEMBER)
    with pytest.raises(NotPermitted):
        connect_mailbox(actor=desk.cast.dev, name="Mine", line=line("mine@nhsmail.example"))
