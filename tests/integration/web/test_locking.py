"""A page left alone is locked, and gives back what was being written; twelve hours are the end of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from carepost.domain.identity.models import Person, Sitting
from carepost.domain.organisations.models import Practice
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.web.story import Story

SET = "/practice/signing-in/lock"
PASSWORD = "made up words for a test"


@pytest.fixture
def alice(cast: Cast, alice: Client) -> Client:
    person = Person.objects.get(id=cast.alice.person_id)
    person.set_password(PASSWORD)
    person.save()
    alice.force_login(person)
    alice.get("/inbox/my")
    return alice


def wait(**parts: int) -> None:
    Sitting.objects.update(touched_at=clock.now() - timedelta(**parts))


def unlock(browser: Client, **more: str):
    return browser.post("/me/locked", {"password": PASSWORD, **more}, follow=True)


def test_left_alone_it_is_locked_and_a_password_unlocks_it(story: Story, alice: Client) -> None:
    wait(minutes=16)

    assert alice.get("/inbox/all")["Location"] == "/me/locked?next=%2Finbox%2Fall"
    assert story.ledger()[-1] == "session.locked"
    answer = unlock(alice, next="/inbox/all")

    assert answer.redirect_chain[-1][0] == "/inbox/all"
    assert story.ledger()[-1] == "session.unlocked"


def test_the_strictest_practice_counts(cast: Cast, alice: Client) -> None:
    Practice.objects.filter(id=cast.riverside.practice.id).update(idle_minutes=5)
    alice.get("/inbox/my")
    wait(minutes=6)

    assert alice.get("/inbox/all").status_code == 302


def test_an_administrator_sets_after_how_long(story: Story, dev: Client, alice: Client) -> None:
    dev.post(SET, {"minutes": "5"})
    alice.get("/inbox/my")
    wait(minutes=6)

    assert alice.get("/inbox/all").status_code == 302
    assert "practice.locked_after" in story.ledger()
    unlock(alice)
    assert '<option value="5" selected>5 minutes' in dev.get("/practice/signing-in").content.decode()


@pytest.mark.hazard("HZ-09")
def test_never_for_long_and_nobody_else_does(cast: Cast, dev: Client, bob: Client, mallory: Client) -> None:
    assert [dev.post(SET, {"minutes": one}).status_code for one in ("600", "0", "", "x")] == [422] * 4
    assert bob.post(SET, {"minutes": "5"}).status_code == 403
    mallory.post(SET, {"minutes": "5"})
    Sitting.objects.update(proved_at=clock.now() - timedelta(minutes=6))
    assert dev.post(SET, {"minutes": "5"})["Location"].startswith("/me/prove")

    assert Practice.objects.get(id=cast.riverside.practice.id).idle_minutes == 15


def test_asking_for_news_is_no_sign_of_anybody(alice: Client) -> None:
    wait(minutes=14)
    assert alice.get("/live?list=my&since=0").status_code == 200
    wait(minutes=16)

    assert alice.get("/live?list=my&since=0", headers={"HX-Request": "true"}).status_code == 423


@pytest.mark.hazard("HZ-09")
@pytest.mark.parametrize("address", ["/inbox/all", "/compose", "/who-did-what", "/accounts/2fa/"])
def test_nothing_is_to_be_had_while_it_is_locked(alice: Client, address: str) -> None:
    alice.post("/me/lock")

    assert alice.get(address)["Location"].startswith("/me/locked")
    assert alice.post(address)["Location"].startswith("/me/locked")


@pytest.mark.hazard("HZ-02")
def test_a_letter_sent_too_late_comes_back_as_a_draft(story: Story, alice: Client) -> None:
    patient = story.surgery.patient()
    wait(minutes=20)
    address = f"/compose?patient={patient.id}"
    typed = {"add_to": "cardiology@northside.example", "body": "What I had been writing.", "step": "send"}
    assert alice.post(address, typed)["Location"].startswith("/me/locked")

    page = unlock(alice).content.decode()
    assert "A new message, from" in page
    go_on = page.partition('action="/me/kept/')[2].partition('"')[0]
    draft = alice.post(f"/me/kept/{go_on}").content.decode()

    assert "What I had been writing." in draft
    assert "cardiology@northside.example" in draft
    assert "message.sent" not in story.ledger()
    assert b"Kept for you" not in alice.get("/me/kept", follow=True).content


def test_five_wrong_passwords_close_it(story: Story, alice: Client) -> None:
    alice.post("/me/lock")
    for _ in range(4):
        assert alice.post("/me/locked", {"password": "wrong"}).status_code == 422

    assert alice.post("/me/locked", {"password": "wrong"})["Location"] == "/accounts/login/"

    assert unlock(alice).redirect_chain[-1][0].startswith("/accounts/login/")
    assert story.ledger()[-1] == "sign_in.failed"


def test_a_password_that_unlocks_is_not_enough_to_change_how_one_signs_in(alice: Client) -> None:
    a_while_ago = clock.now() - timedelta(minutes=11)
    Sitting.objects.update(proved_at=a_while_ago)
    Authenticator.objects.update(created_at=a_while_ago)
    alice.post("/me/lock")
    unlock(alice)

    assert (
        alice.get("/accounts/2fa/totp/deactivate/", follow=True).redirect_chain[-1][0].startswith("/me/prove")
    )


def test_after_twelve_hours_one_signs_in_again(story: Story, alice: Client) -> None:
    Sitting.objects.update(began_at=clock.now() - timedelta(hours=12, minutes=1))

    assert alice.get("/inbox/all")["Location"].startswith("/accounts/login/")
    assert story.ledger()[-1] == "sign_in.expired"
    assert alice.get("/inbox/all")["Location"].startswith("/accounts/login/")


@pytest.mark.hazard("HZ-02")
def test_a_letter_sent_after_twelve_hours_comes_back_as_a_draft(
    story: Story, cast: Cast, alice: Client
) -> None:
    Sitting.objects.update(began_at=clock.now() - timedelta(hours=12, minutes=1))
    address = f"/compose?patient={story.surgery.patient().id}"
    typed = {"add_to": "cardiology@northside.example", "body": "Begun in the morning.", "step": "send"}

    assert alice.get("/live?list=my&since=0", headers={"HX-Request": "true"}).status_code == 401
    assert alice.post(address, typed)["Location"] == "/accounts/login/?next=/me/kept"
    alice.force_login(Person.objects.get(id=cast.alice.person_id))
    page = alice.get("/me/kept").content.decode()
    go_on = page.partition('action="/me/kept/')[2].partition('"')[0]

    assert b"Begun in the morning." in alice.post(f"/me/kept/{go_on}").content
    assert "message.sent" not in story.ledger()


def test_a_session_is_known_for_hours_after_its_twelve_are_over(alice: Client) -> None:
    """Or nobody could say whose letter it is that comes too late."""
    kept_until = Session.objects.get(session_key=alice.session.session_key).expire_date

    assert kept_until > Sitting.objects.get().began_at + timedelta(hours=20)


def test_help_is_there_while_it_is_locked_and_so_is_the_way_out(alice: Client) -> None:
    alice.post("/me/lock")

    assert alice.get("/help/").status_code == 200
    assert alice.post("/accounts/logout/", {"next": "/accounts/login/"})["Location"] == "/accounts/login/"
    assert alice.get("/inbox/all")["Location"].startswith("/accounts/login/")


@pytest.mark.hazard("HZ-09")
def test_a_session_that_was_ended_elsewhere_is_over_at_once(cast: Cast, alice: Client) -> None:
    from carepost.domain.identity.sittings import end_all

    end_all(cast.alice.person_id, Sitting.Ended.REVOKED)

    assert alice.get("/inbox/all")["Location"].startswith("/accounts/login/")
