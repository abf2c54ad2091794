"""Inviting at a browser, and coming on the link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Invitation, Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, clock, new_id
from tests.cast import Cast
from tests.integration.people.test_inviting import link_of
from tests.integration.web.conftest import SignIn

pytestmark = pytest.mark.hazard("HZ-09")

LOU = {"given_name": "Lou", "family_name": "Ferry", "email": "lou.ferry@nhs.example", "role": "member"}


def invited(cast: Cast) -> Invitation:
    with acting_for(cast.dev.practice_id):
        return Invitation.objects.of(cast.dev.practice_id).get()


def signed_in(sign_in: SignIn, practice_id: object) -> Client:
    person = Person.objects.create_user(LOU["email"], "Lou", "Ferry")
    return sign_in(Actor(practice_id=new_id(), kind="member", id="", name="", person_id=person.id))


def test_invited_by_name_they_come_on_the_link_and_wait(cast: Cast, dev: Client, sign_in: SignIn) -> None:
    page = dev.post("/practice/invitations", LOU, follow=True).content.decode()
    assert "lou.ferry@nhs.example" in page
    made = invited(cast)
    link, lou = f"/join/invited/{made.practice_id}/{link_of(made)}", signed_in(sign_in, made.practice_id)
    assert "Riverside Surgery invites you" in lou.get(link).content.decode()

    lou.post(link)

    assert lou.get("/")["Location"] == "/join/waiting"
    assert "Lou Ferry" in dev.get("/practice/people?state=awaiting").content.decode()


def test_a_locum_works_as_soon_as_they_come(cast: Cast, dev: Client, sign_in: SignIn) -> None:
    until = clock.today() + timedelta(days=5)
    approved = {
        "system": "emis",
        "user_name": "lou.made.up",
        "job_title": "Locum GP",
        "ends_on": until.isoformat(),
    }
    dev.post("/practice/invitations", LOU | approved | {"inheritor": f"member:{cast.alice.id}"})
    made = invited(cast)
    lou = signed_in(sign_in, made.practice_id)

    lou.post(f"/join/invited/{made.practice_id}/{link_of(made)}")

    assert lou.get("/inbox/my").status_code == 200
    with acting_for(made.practice_id):
        assert Membership.objects.of(made.practice_id).get(person__email=LOU["email"]).ends_on == until


def test_what_is_wrong_is_said_and_what_was_typed_stays(dev: Client) -> None:
    answer = dev.post("/practice/invitations", LOU | {"email": "reception@nhs.example", "given_name": "Ann"})

    assert answer.status_code == 422
    assert 'value="reception@nhs.example"' in answer.content.decode()


def test_somebody_elses_link_is_not_accepted(cast: Cast, dev: Client, bob: Client) -> None:
    dev.post("/practice/invitations", LOU)
    made = invited(cast)
    link = f"/join/invited/{made.practice_id}/{link_of(made)}"

    assert "another address" in bob.get(link).content.decode()
    assert bob.post(link).status_code == 422


def test_sent_again_and_withdrawn(cast: Cast, dev: Client) -> None:
    dev.post("/practice/invitations", LOU)
    made = invited(cast)
    assert "A new link" in dev.post(f"/practice/invitations/{made.id}/again", follow=True).content.decode()

    dev.post(f"/practice/invitations/{made.id}/withdraw")

    assert "Nobody is invited" in dev.get("/practice/invitations").content.decode()


def test_a_stranger_finds_no_invitation(cast: Cast, dev: Client, mallory: Client, bob: Client) -> None:
    dev.post("/practice/invitations", LOU)
    made = invited(cast)
    for what in ("again", "withdraw"):
        assert mallory.post(f"/practice/invitations/{made.id}/{what}").status_code == 404
        assert bob.post(f"/practice/invitations/{made.id}/{what}").status_code == 403
    assert "lou.ferry" not in mallory.get("/practice/invitations").content.decode()
    assert mallory.get(f"/join/invited/{made.practice_id}/{'a' * 43}").status_code == 404
