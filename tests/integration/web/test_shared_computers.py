"""Changing places at an enrolled computer: by key alone, once one has signed in whole there today."""

from __future__ import annotations

from datetime import timedelta
from http.cookies import Morsel

import pytest
from django.conf import settings
from django.test import Client, override_settings

from carepost.domain.identity.models import Person, Sitting
from carepost.domain.organisations.devices import hashed, note_full_sign_in
from carepost.domain.organisations.models import Device, FullSignIn
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.web.story import Story

COOKIE = "carepost-device"


def enrol(dev: Client, name: str = "Front desk, left") -> Morsel[str]:
    answer = dev.post("/practice/devices", {"name": name})
    assert answer["Location"] == "/practice/devices"
    return answer.cookies[COOKIE]


def at_the_desk(browser: Client, cookie: Morsel[str]) -> Client:
    browser.cookies[COOKIE] = cookie.value
    return browser


def device(cast: Cast) -> Device:
    return Device.objects.of(cast.riverside.practice.id).get()


def was_here(cast: Cast, name: str, **ago: int) -> None:
    with acting_for(cast.riverside.practice.id):
        note_full_sign_in(device(cast), cast.riverside.members[name].person_id)
        FullSignIn.objects.of(cast.riverside.practice.id).update(at=clock.now() - timedelta(**ago))


def test_an_administrator_enrols_a_computer_and_it_is_on_the_ledger(story: Story, dev: Client) -> None:
    cookie = enrol(dev)

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    practice, _, secret = cookie.value.partition(".")
    assert practice == str(story.surgery.practice.id)
    with acting_for(story.surgery.practice.id):
        assert device(story.cast).secret_hash == hashed(secret)
    assert story.ledger()[-1] == "device.enrolled"
    assert "You sit at “Front desk, left”" in dev.get("/practice/devices").content.decode()


def test_the_cookies_of_a_real_installation_are_for_this_host_alone(dev: Client) -> None:
    with override_settings(SECURE_SITE=True):
        cookie = dev.post("/practice/devices", {"name": "Front desk"}).cookies["__Host-carepost-device"]

    assert cookie["secure"]
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert settings.SESSION_COOKIE_HTTPONLY


def test_a_computer_is_enrolled_by_whoever_has_just_shown_who_they_are(dev: Client) -> None:
    dev.get("/inbox/my")
    Sitting.objects.update(proved_at=clock.now() - timedelta(minutes=6))

    assert dev.post("/practice/devices", {"name": "x"})["Location"].startswith("/me/prove?kept=")
    assert COOKIE not in dev.cookies


@pytest.mark.hazard("HZ-09")
def test_a_stranger_neither_sees_nor_ends_our_computers(
    cast: Cast, dev: Client, bob: Client, mallory: Client
) -> None:
    enrol(dev)
    with acting_for(cast.riverside.practice.id):
        mine = device(cast).id

    assert mallory.post(f"/practice/devices/{mine}/end").status_code == 404
    assert b"Front desk" not in mallory.get("/practice/devices").content
    assert bob.get("/practice/devices").status_code == 403


def test_those_who_signed_in_whole_today_are_offered_and_nobody_else(
    cast: Cast, dev: Client, client: Client
) -> None:
    cookie = enrol(dev)
    was_here(cast, "carol", days=1)
    was_here(cast, "bob", minutes=0)
    with acting_for(cast.riverside.practice.id):
        yesterday = clock.now() - timedelta(days=1)
        FullSignIn.objects.of(cast.riverside.practice.id).filter(person_id=cast.carol.person_id).update(
            at=yesterday
        )

    page = at_the_desk(client, cookie).get("/accounts/switch/").content.decode()

    assert "Bob Okafor" in page
    assert "Carol Lewis" not in page


@pytest.mark.hazard("HZ-09")
def test_whoever_was_signed_out_everywhere_is_not_let_in_by_their_key_alone(
    cast: Cast, dev: Client, client: Client
) -> None:
    """A key or a telephone was lost, and whoever has found it may work here, too."""
    cookie = enrol(dev)
    was_here(cast, "bob", minutes=0)

    dev.post(f"/practice/people/{cast.bob.id}/sign-out")

    assert "Bob Okafor" not in at_the_desk(client, cookie).get("/accounts/switch/").content.decode()


def test_nobody_is_shown_where_no_computer_is_enrolled(cast: Cast, dev: Client, client: Client) -> None:
    enrol(dev)
    was_here(cast, "bob", minutes=0)
    client.cookies[COOKIE] = f"{cast.riverside.practice.id}.not-the-secret"

    assert client.get("/accounts/switch/")["Location"] == "/accounts/login/"
    client.cookies[COOKIE] = "nonsense"
    assert client.get("/accounts/switch/")["Location"] == "/accounts/login/"


def test_an_ended_computer_lets_nobody_change_places(cast: Cast, dev: Client, client: Client) -> None:
    cookie = enrol(dev)
    with acting_for(cast.riverside.practice.id):
        mine = device(cast).id

    answer = dev.post(f"/practice/devices/{mine}/end")

    assert answer.cookies[COOKIE]["max-age"] == 0
    assert at_the_desk(client, cookie).get("/accounts/switch/")["Location"] == "/accounts/login/"


@pytest.mark.hazard("HZ-09")
def test_a_name_without_its_key_opens_nothing(cast: Cast, dev: Client, client: Client) -> None:
    cookie = enrol(dev)
    was_here(cast, "bob", minutes=0)
    desk = at_the_desk(client, cookie)

    for credential in ("{}", '{"id": "x"}', "nonsense"):
        answer = desk.post("/accounts/switch/", {"person": str(cast.bob.person_id), "credential": credential})
        assert answer.status_code == 422
    assert (
        desk.post("/accounts/switch/", {"person": str(cast.carol.person_id), "credential": "{}"}).status_code
        == 422
    )

    assert desk.get("/inbox/my")["Location"].startswith("/accounts/login/")


def test_a_whole_sign_in_at_the_computer_counts_for_the_day(cast: Cast, dev: Client, client: Client) -> None:
    from allauth.mfa.totp.internal import auth as totp

    from tests.integration.web.test_signing_in import PASSWORD, SECRET, code, enter

    person = Person.objects.get(id=cast.bob.person_id)
    person.set_password(PASSWORD)
    person.save()
    totp.TOTP.activate(person, SECRET)
    desk = at_the_desk(client, enrol(dev))

    desk.post(enter(desk, person)["Location"], {"code": code()})  # type: ignore[index]

    with acting_for(cast.riverside.practice.id):
        assert FullSignIn.objects.of(cast.riverside.practice.id).get().person_id == person.id
    assert Sitting.objects.filter(person=person, computer="Front desk, left").exists()
