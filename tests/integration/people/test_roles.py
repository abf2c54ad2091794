"""A change of role takes nothing from anybody's hands unless somebody else has it first (A10)."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from carepost.actions.people.handing_over import undo_hand_over
from carepost.actions.people.roles import Changed, change_role
from carepost.domain.organisations.models import Membership
from carepost.ground.kernel import Refused, Role
from tests.integration.desk import Desk
from tests.integration.people.conftest import again, new_place
from tests.integration.people.leaving import member, waiting_with
from tests.integration.web.conftest import SignIn, sign_in  # noqa: F401  (a fixture)

pytestmark = pytest.mark.hazard("HZ-02")


@pytest.fixture
def erin(desk: Desk) -> Membership:
    """An administrator beside Dev and Finn, who answers for Bob."""
    new_place(desk.surgery, "Finn", state="active", role=Role.ADMINISTRATOR)
    erin = new_place(desk.surgery, "Erin", state="active", role=Role.ADMINISTRATOR)
    with desk.acting():
        Membership.objects.of(desk.id).filter(id=member(desk, "bob").id).update(sponsor=erin)
    return erin


def made_a_member(desk: Desk, who: Membership, **more: UUID) -> Changed:
    with desk.acting():
        return change_role(actor=desk.cast.dev, membership_id=who.id, role=Role.MEMBER, **more)


def sponsor_of_bob(desk: Desk) -> UUID | None:
    return member(desk, "bob").sponsor_id


def test_whom_an_administrator_answered_for_somebody_answers_for_still(desk: Desk, erin: Membership) -> None:
    changed = made_a_member(desk, erin)

    assert changed.passed_on is not None
    assert str(sponsor_of_bob(desk)) == desk.cast.dev.id


def test_it_goes_to_the_administrator_who_was_named_and_to_nobody_else(desk: Desk, erin: Membership) -> None:
    with pytest.raises(Refused, match="no practice administrator"):
        made_a_member(desk, erin, heir_id=UUID(desk.cast.carol.id))
    assert (again(erin).role, sponsor_of_bob(desk)) == ("administrator", erin.id)

    with desk.acting():
        finn = Membership.objects.of(desk.id).get(person__given_name="Finn")
    made_a_member(desk, erin, heir_id=finn.id)
    assert sponsor_of_bob(desk) == finn.id


def test_of_ones_own_role_one_says_who(desk: Desk, erin: Membership) -> None:
    with desk.acting(), pytest.raises(Refused, match="1 colleague they answer for"):
        change_role(actor=erin.as_actor(), membership_id=erin.id, role=Role.MEMBER)


def test_undone_they_answer_for_them_again_and_their_answers_stay_with_whoever_was_named(
    desk: Desk, erin: Membership
) -> None:
    doctors = desk.surgery.team("Doctors")
    with desk.acting():
        Membership.objects.of(desk.id).filter(id=erin.id).update(inheriting_team=doctors)
    changed = made_a_member(desk, erin)
    assert changed.passed_on is not None
    assert again(erin).inheriting_team_id == doctors.id

    with desk.acting():
        change_role(actor=desk.cast.dev, membership_id=erin.id, role=Role.ADMINISTRATOR)
        undo_hand_over(actor=desk.cast.dev, hand_over_id=changed.passed_on.id)

    assert sponsor_of_bob(desk) == erin.id
    assert again(erin).inheriting_team_id == doctors.id


def test_conversations_stay_in_hand_because_every_member_may_answer_them(desk: Desk) -> None:
    conversation = waiting_with(desk, "bob")
    with desk.acting():
        bob = member(desk, "bob")
        changed = change_role(actor=desk.cast.dev, membership_id=bob.id, role=Role.CLINICAL_LEAD)

    assert changed.passed_on is None
    assert desk.again(conversation).assigned_to_id == bob.id


def test_on_the_page_it_is_asked_with_the_role_and_undone_with_it(
    desk: Desk,
    erin: Membership,
    sign_in: SignIn,  # noqa: F811
) -> None:
    dev: Client = sign_in(desk.cast.dev)
    page = f"/practice/people/{erin.id}"
    assert "Who answers for the colleagues" in dev.get(page).content.decode()
    bob = f"/practice/people/{member(desk, 'bob').id}"
    assert "Who answers for the colleagues" not in dev.get(bob).content.decode()

    said = dev.post(f"{page}/role", {"role": "member"}, follow=True).content.decode()
    passed_on = said.partition('name="passed_on" value="')[2].partition('"')[0]
    dev.post(f"{page}/role", {"role": "administrator", "passed_on": passed_on})

    assert (again(erin).role, sponsor_of_bob(desk)) == ("administrator", erin.id)


def test_whoever_is_taken_out_of_a_team_keeps_what_they_hold_and_that_is_said(
    desk: Desk,
    sign_in: SignIn,  # noqa: F811
) -> None:
    waiting_with(desk, "bob")
    place = f"{member(desk, 'bob').id}:{desk.surgery.team('Reception').id}"

    said = sign_in(desk.cast.dev).post("/practice/teams/places", {"was": place}, follow=True)

    assert "Bob Okafor keeps 1 open conversation" in said.content.decode()
