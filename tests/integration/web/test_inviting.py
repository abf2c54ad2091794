"""Inviting at a browser, and coming on the link."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Invitation, Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, clock, new_id
from tests.cast import Cast
from tests.integration.joining.desk import Post, ask, bring
from tests.integration.people.test_inviting import link_of
from tests.integration.web.conftest import SignIn

pytestmark = pytest.mark.hazard("HZ-09")

NAMED = {"given_name": "Lou", "family_name": "Ferry"}
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


def test_a_form_with_an_error_comes_back_as_it_was_sent(cast: Cast, dev: Client) -> None:
    team = cast.riverside.team("Doctors").id
    private = LOU | {"email": "lou@post.example", "team": str(team), "inheritor": f"member:{cast.alice.id}"}

    answer = dev.post("/practice/invitations", private)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "not a private address" in page
    assert f'value="{team}" checked' in page
    assert f'value="member:{cast.alice.id}" selected' in page


LOCUM = LOU | {
    "email": "lou.ferry@nhs.net",
    "system": "emis",
    "user_name": "lou.made.up",
    "job_title": "Locum GP",
}
PASSWORD = {"password": "four words nobody combines"}


def comes_new(cast: Cast, dev: Client, **changes: str) -> tuple[Client, Membership]:
    """Somebody without an account, from the link in their mail to the code that follows it."""
    cache.clear()
    dev.post("/practice/invitations", LOCUM)
    made, browser, post = invited(cast), Client(), Post()
    link = f"/join/invited/{made.practice_id}/{link_of(made)}"
    form = browser.get(link).content.decode()
    said = dict(re.findall(r'name="(given_name|family_name|job_title)"[^>]* value="([^"]*)"', form))
    assert browser.post(link, said | PASSWORD | changes)["Location"] == "/join/code"
    bring(browser, post.code())
    with acting_for(made.practice_id):
        return browser, Membership.objects.of(made.practice_id).get(person__email=LOCUM["email"])


def test_the_form_on_the_link_is_filled_in_and_with_the_code_the_invitation_is_accepted(
    cast: Cast, dev: Client
) -> None:
    _, place = comes_new(cast, dev)

    assert (place.state, place.job_title, place.name) == ("active", "Locum GP", "Lou Ferry")
    assert invited(cast).state == Invitation.State.ACCEPTED


def test_the_address_of_an_invitation_cannot_be_another(cast: Cast, dev: Client) -> None:
    comes_new(cast, dev, email="somebody.else@nhs.net", practice="Y90002")

    assert not Person.objects.filter(email="somebody.else@nhs.net").exists()


def test_the_form_says_that_the_address_stands_and_what_is_wrong_with_the_rest(
    cast: Cast, dev: Client
) -> None:
    cache.clear()
    dev.post("/practice/invitations", LOCUM)
    made = invited(cast)
    link = f"/join/invited/{made.practice_id}/{link_of(made)}"

    answer = Client().post(link, {"given_name": "Lou", "family_name": "", "password": "short"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Type your family name" in page
    assert "for this address and no other" in page


def test_strangers_who_ask_in_their_name_do_not_keep_the_invited_out(
    cast: Cast, dev: Client, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "join": "1/h/ip",
        "join_address": "1/h/key",
        "join_all": "1/h/key",
    }
    cache.clear()
    dev.post("/practice/invitations", LOCUM)
    made = invited(cast)
    link = f"/join/invited/{made.practice_id}/{link_of(made)}"
    asked = [ask(Client(), **NAMED, email=LOCUM["email"]).status_code for _ in range(2)]

    answer = Client().post(link, NAMED | PASSWORD)

    assert (asked, answer["Location"]) == ([302, 429], "/join/code")


def test_under_another_name_than_was_approved_they_wait(cast: Cast, dev: Client) -> None:
    _, place = comes_new(cast, dev, family_name="Someone")

    assert (place.state, place.approved_by_id) == ("awaiting", None)
    assert "Lou Someone" in dev.get("/practice/people?state=awaiting").content.decode()


def test_withdrawn_while_they_looked_for_the_code_they_only_ask_to_join(cast: Cast, dev: Client) -> None:
    cache.clear()
    dev.post("/practice/invitations", LOCUM)
    made, browser, post = invited(cast), Client(), Post()
    link = f"/join/invited/{made.practice_id}/{link_of(made)}"
    browser.post(link, NAMED | PASSWORD)
    code = post.code()
    dev.post(f"/practice/invitations/{made.id}/withdraw")

    bring(browser, code)

    assert browser.get(link).status_code in (302, 404)
    with acting_for(made.practice_id):
        place = Membership.objects.of(made.practice_id).get(person__email=LOCUM["email"])
    assert (place.state, place.approved_at) == ("awaiting", None)


def test_without_the_secret_nobody_finds_an_invitation(cast: Cast, dev: Client) -> None:
    dev.post("/practice/invitations", LOCUM)
    wrong = f"/join/invited/{invited(cast).practice_id}/{'a' * 43}"

    assert Client().get(wrong).status_code == 404
    assert Client().post(wrong, PASSWORD).status_code == 404


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
