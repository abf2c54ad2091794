"""What a list says of somebody who is invited already: only what it says, and never over somebody's approval."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from carepost.actions.people.founding import name_administrator
from carepost.actions.people.inviting import Invited, invite
from carepost.actions.provisioning.importing import Judged, Outcome, import_people
from carepost.domain.organisations.models import Invitation, Membership
from carepost.ground.kernel import EmailAddress, Role, clock
from tests.integration.desk import Desk
from tests.integration.people.conftest import SEEN

PRIYA = EmailAddress.parse("priya.nair@nhs.example")
SHORT = "email,given name,family name\n"
LINE = "priya.nair@nhs.example,Priya,Nair"
SOON = clock.today() + timedelta(days=30)


def invited(desk: Desk, **more: object) -> None:
    """By hand, by an administrator: for a time, and into a team."""
    told = {"email": PRIYA, "given_name": "Priya", "family_name": "Nair", "job_title": "GP"}
    told |= {"ends_on": SOON, "teams": (desk.surgery.team("Doctors").id,)}
    with desk.acting():
        invite(actor=desk.cast.dev, whom=Invited(**told | more))  # type: ignore[arg-type]


def brought(desk: Desk, text: str) -> Judged:
    with desk.acting():
        (found,) = import_people(actor=desk.cast.dev, raw=text.encode())
    return found


def kept(desk: Desk) -> Invitation:
    with desk.acting():
        return Invitation.objects.of(desk.id).get()


def test_what_a_list_has_no_column_for_stays_as_it_was_said(desk: Desk) -> None:
    """A list of names and addresses does not make a locum one who stays."""
    invited(desk)
    before = kept(desk)

    found = brought(desk, SHORT + LINE + "\n")

    assert found.outcome is Outcome.UNCHANGED
    after = kept(desk)
    assert (after.ends_on, after.teams, after.job_title) == (SOON, before.teams, "GP")


def test_a_column_that_is_there_and_empty_is_said(desk: Desk) -> None:
    invited(desk)

    found = brought(desk, SHORT.strip() + ",ends\n" + LINE + ",\n")

    assert found.words == "Is invited already; changes: ends."
    assert kept(desk).ends_on is None


def test_nobody_invited_for_a_time_becomes_an_administrator_by_a_list_without_days(desk: Desk) -> None:
    invited(desk)

    found = brought(desk, SHORT.strip() + ",role\n" + LINE + ",administrator\n")

    assert (found.outcome, "cannot be an administrator" in found.words) == (Outcome.REFUSED, True)
    assert kept(desk).role == Role.MEMBER


def test_whoever_was_approved_with_the_invitation_is_not_changed_by_a_list(desk: Desk) -> None:
    """Their sponsor has seen a profile of that name; a list has not."""
    invited(desk, seen=SEEN)

    found = brought(desk, SHORT + "priya.nair@nhs.example,Pamela,Nair\n")

    assert (found.outcome, "approved already" in found.words) == (Outcome.UNCHANGED, True)
    assert kept(desk).given_name == "Priya"


def test_a_list_takes_no_role_from_the_first_administrator(desk: Desk) -> None:
    with desk.acting():
        Membership.objects.of(desk.id).filter(role=Role.ADMINISTRATOR).update(state="left")
    name_administrator(actor=desk.system, email=PRIYA, given_name="Priya", family_name="Nair")

    with desk.acting():
        import_people(actor=desk.system, raw=(SHORT + LINE + "\n").encode())

    assert kept(desk).role == Role.ADMINISTRATOR


def test_a_link_that_is_good_no_more_is_said(desk: Desk) -> None:
    invited(desk)
    with desk.acting():
        Invitation.objects.of(desk.id).update(expires_at=clock.now() - timedelta(days=1))

    assert "The link is good no more: send it again" in brought(desk, SHORT + LINE + "\n").words


@pytest.mark.parametrize("number", [1, 10, 20])
def test_however_many_lines_are_refused_the_page_says_to_put_them_right(dev: Client, number: int) -> None:
    lines = "".join(f"reception{one}@nhs.example,Front,Desk\n" for one in range(number))
    file = SimpleUploadedFile("people.csv", (SHORT + lines).encode())

    page = dev.post("/practice/people/import", {"list": file}).content.decode()

    assert f"{number} refused.</strong> Nothing is done: put the refused lines right" in page
