"""Signing in with password and second step, on the ledger of every practice where one works."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from carepost.actions.people.failing import tell_failures
from carepost.actions.people.own_codes import make_own_code
from carepost.domain.identity.models import Person, Sitting
from carepost.domain.ledger.models import Entry
from carepost.domain.tenancy.context import acting_for
from carepost.engines.notices.models import Notice
from carepost.engines.notices.words import opened
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.web.story import Story

PASSWORD = "made up words for a test"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def person(cast: Cast) -> Person:
    person = Person.objects.get(id=cast.alice.person_id)
    person.set_password(PASSWORD)
    person.save()
    totp.TOTP.activate(person, SECRET)
    return person


def code() -> str:
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30))


def enter(browser: Client, person: Person, password: str = PASSWORD) -> object:
    return browser.post("/accounts/login/?next=/inbox/all", {"login": person.email, "password": password})


def test_password_and_code_lead_to_where_one_wanted_to_go(
    story: Story, person: Person, client: Client
) -> None:
    first = enter(client, person)
    assert first["Location"].startswith("/accounts/2fa/authenticate/")  # type: ignore[index]
    assert client.get("/inbox/my").status_code == 302

    second = client.post(first["Location"], {"code": code()})  # type: ignore[index]

    assert second["Location"] == "/inbox/all"
    assert client.get("/inbox/all").status_code == 200
    assert story.ledger()[-1] == "sign_in.succeeded"


def test_a_wrong_password_is_on_the_ledger_as_nobodys_deed(
    story: Story, person: Person, client: Client, dev: Client
) -> None:
    enter(client, person, "something else entirely")
    tell_failures()

    assert story.ledger()[-1] == "sign_in.failed"
    with acting_for(story.surgery.practice.id):
        assert Entry.objects.order_by("-id").first().actor_kind == "system"
    assert b"Somebody tried to sign in as Aisha Barton without success" in dev.get("/who-did-what").content


def test_a_wrong_code_is_on_the_ledger(story: Story, person: Person, client: Client) -> None:
    first = enter(client, person)

    client.post(first["Location"], {"code": "000000"})  # type: ignore[index]

    assert story.ledger()[-1] == "sign_in.failed"
    assert client.get("/inbox/my").status_code == 302


def test_an_unknown_address_is_on_no_ledger(story: Story, client: Client) -> None:
    before = story.ledger()

    client.post("/accounts/login/", {"login": "nobody@y90001.example", "password": PASSWORD})
    tell_failures()

    assert story.ledger() == before


def test_signing_out_is_on_the_ledger_and_ends_it(story: Story, alice: Client) -> None:
    alice.post("/accounts/logout/")

    assert story.ledger()[-1] == "sign_in.ended"
    assert alice.get("/inbox/my").status_code == 302


def test_setting_up_a_second_step_opens_the_door_and_is_on_the_ledger(
    story: Story,
    client: Client,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    person, page = Person.objects.get(id=story.cast.alice.person_id), "/accounts/2fa/totp/activate/"
    person.set_password(PASSWORD)
    person.save()
    assert enter(client, person)["Location"] == "/inbox/all"  # type: ignore[index]
    assert client.get("/inbox/all")["Location"] == "/me/address"
    assert client.post("/me/address", {"code": make_own_code(email=person.email)})["Location"] == page
    client.get(page)
    secret = client.session[totp.SECRET_SESSION_KEY]

    with django_capture_on_commit_callbacks(execute=True):
        now = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
        answer = client.post(page, {"code": now}, follow=True)

    assert answer.redirect_chain == [("/accounts/2fa/recovery-codes/", 302)]
    assert client.get("/inbox/all").status_code == 200
    assert "second_factor.added" in story.ledger()
    assert not Notice.objects.exists(), "they have just shown that the address is theirs"


def test_a_second_step_that_is_changed_later_is_told_to_whom_it_belongs(
    story: Story,
    person: Person,
    client: Client,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    """Whoever finds a page where somebody has just signed in could set up a key of their own."""
    client.post(enter(client, person)["Location"], {"code": code()})  # type: ignore[index]

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/deactivate/")

    (told,) = (opened(one.id, bytes(one.sealed)) for one in Notice.objects.all())
    assert (told.to, told.subject) == (person.email, "A second step for your Carepost account was removed")
    assert story.ledger()[-1] == "second_factor.removed"


def test_new_recovery_codes_ask_again_who_one_is_and_are_shown_once_and_on_the_ledger(
    story: Story,
    alice: Client,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    page = "/accounts/2fa/recovery-codes/"
    alice.get("/inbox/my")
    with django_capture_on_commit_callbacks(execute=True):
        alice.post(f"{page}generate/")

    first, second = alice.get(page).content, alice.get(page).content

    assert (b"You see them this once" in first, b"You see them this once" in second) == (True, False)
    assert "second_factor.recovery_codes_made" in story.ledger()
    Sitting.objects.update(proved_at=clock.now() - timedelta(minutes=6))
    assert alice.post(f"{page}generate/")["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_whoever_has_few_recovery_codes_left_is_warned(story: Story, alice: Client) -> None:
    codes = RecoveryCodes.activate(Person.objects.get(id=story.cast.alice.person_id))
    assert b"Few are left" not in alice.get("/accounts/2fa/").content
    for one in codes.get_unused_codes()[:7]:
        codes.validate_code(one)

    assert b"Few are left" in alice.get("/accounts/2fa/").content
