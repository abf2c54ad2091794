"""What an administrator here has decided since, a directory does not undo by saying the same again."""

from __future__ import annotations

import json

import pytest

from carepost.actions.people.ending import leave, restore, suspend
from carepost.actions.people.inviting import Invited, invite, withdraw
from carepost.actions.writing.letter import RepliesTo
from carepost.domain.organisations.models import Invitation
from carepost.ground.kernel import EmailAddress
from tests.cast import Cast
from tests.integration.desk import Desk
from tests.integration.people.conftest import SEEN
from tests.integration.provisioning.directory import USER, Directory
from tests.integration.provisioning.test_directory import bobs, invitations, state

pytestmark = pytest.mark.hazard("HZ-09")
PRIYA = "priya.nair@nhs.example"
WHOLE = {
    "schemas": [USER],
    "userName": PRIYA,
    "name": {"givenName": "Priya", "familyName": "Nair"},
    "active": True,
}


def test_a_later_suspension_by_an_administrator_is_not_taken_for_the_directorys(
    desk: Desk, cast: Cast, trust: Directory
) -> None:
    path, bob = bobs(trust), desk.surgery.members["bob"].id
    trust.set(path, "active", False)
    with desk.acting():
        restore(actor=cast.dev, membership_id=bob)
        suspend(actor=cast.dev, membership_id=bob, reason="We are looking into something.")

    answer = trust.set(path, "active", True)

    assert (answer.status_code, state(desk, "bob")) == (409, "suspended")


def test_whoever_the_directory_has_stopped_and_brings_anew_works_again(
    desk: Desk, cast: Cast, trust: Directory
) -> None:
    path = bobs(trust)
    desk.send(actor=cast.bob, replies_to=RepliesTo(membership_id=desk.surgery.members["bob"].id))
    assert trust.ask("DELETE", path).status_code == 204
    assert state(desk, "bob") == "suspended"

    bobs(trust, active=True)

    assert state(desk, "bob") == "active"


def test_an_invitation_withdrawn_here_is_not_sent_again(desk: Desk, cast: Cast, trust: Directory) -> None:
    path = f"/Users/{trust.user(active=True)['id']}"
    with desk.acting():
        withdraw(actor=cast.dev, invitation_id=Invitation.objects.of(desk.id).get().id)

    for said in ({}, {"title": "Nurse"}):
        assert trust.ask("PUT", path, WHOLE | said).status_code == 200

    assert invitations(desk) == [(PRIYA, "withdrawn")]


def test_whoever_an_administrator_has_ended_is_not_invited_by_the_same_word_again(
    desk: Desk, cast: Cast, trust: Directory
) -> None:
    emails = [{"value": "bob.okafor@nhs.example"}]
    path = bobs(trust, active=True, emails=emails)
    with desk.acting():
        leave(actor=cast.dev, membership_id=desk.surgery.members["bob"].id)

    again = trust.set(path, "active", True)

    assert (again.status_code, invitations(desk)) == (204, [])
    assert json.loads(trust.ask("GET", path).content)["active"] is False
    trust.ask("DELETE", path)
    bobs(trust, active=True, emails=emails)
    assert invitations(desk) == [("bob.okafor@nhs.example", "waiting")]


def test_a_directory_gives_no_other_name_to_whoever_was_approved_with_the_invitation(
    desk: Desk, cast: Cast, trust: Directory
) -> None:
    """The sponsor has seen a profile of that name."""
    whom = Invited(
        email=EmailAddress.parse(PRIYA), given_name="Priya", family_name="Nair-Lee", job_title="GP", seen=SEEN
    )
    with desk.acting():
        invite(actor=cast.dev, whom=whom)

    trust.user()

    with desk.acting():
        kept = Invitation.objects.of(desk.id).get()
    assert (kept.family_name, kept.job_title, kept.pre_approved) == ("Nair-Lee", "GP", True)


def test_an_address_at_which_nobody_may_have_an_account_is_not_invited(desk: Desk, trust: Directory) -> None:
    """A sign-in name of the organisation's own, beside the address that people have."""
    trust.user("ben.ward@tenant.example")
    trust.user("priya.nair@tenant.example", emails=[{"value": PRIYA, "primary": True}])

    assert invitations(desk) == [(PRIYA, "waiting")]
