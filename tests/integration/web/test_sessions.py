"""Where one is signed in, ended from elsewhere: at once, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.conf import settings
from django.test import Client

from carepost.domain.identity.models import Person, Sitting
from tests.cast import Cast
from tests.integration.web.conftest import SignIn
from tests.integration.web.story import Story

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


def test_both_browsers_are_named_and_one_ends_the_other_at_once(story: Story, sign_in: SignIn) -> None:
    desk, phone = sign_in(story.cast.alice), sign_in(story.cast.alice)
    desk.get("/inbox/my", headers={"User-Agent": CHROME})
    phone.get("/inbox/my", headers={"User-Agent": PHONE})

    page = desk.get("/me/sessions").content.decode()
    assert "Chrome on Windows" in page
    assert "Safari on iPhone" in page
    end = page.partition('action="/me/sessions/')[2].partition('"')[0]
    desk.post(f"/me/sessions/{end}")

    assert phone.get("/inbox/all")["Location"].startswith("/accounts/login/")
    assert desk.get("/inbox/all").status_code == 200
    assert story.ledger()[-1] == "session.revoked"


def test_all_the_others_are_ended_and_this_one_stays(cast: Cast, sign_in: SignIn) -> None:
    here, there, elsewhere = (sign_in(cast.alice) for _ in range(3))
    for one in (here, there, elsewhere):
        one.get("/inbox/my")

    here.post("/me/sessions/end-others")

    assert here.get("/inbox/my").status_code == 200
    assert {one.get("/inbox/my").status_code for one in (there, elsewhere)} == {302}


def test_with_another_password_nobody_is_signed_in_elsewhere_nor_listed_so(
    story: Story,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    person = Person.objects.get(id=story.cast.alice.person_id)
    person.set_password("four made up words")
    person.save()
    here, there = sign_in(story.cast.alice), sign_in(story.cast.alice)
    for one in (here, there):
        one.get("/inbox/my")
    new = "quite another four words"

    with django_capture_on_commit_callbacks(execute=True):
        here.post(
            "/accounts/password/change/",
            {"oldpassword": "four made up words", "password1": new, "password2": new},
        )

    assert here.get("/inbox/my").status_code == 200
    assert Sitting.objects.filter(person=person, ended_at=None).count() == 1
    assert "session.revoked" in story.ledger()
    assert there.get("/inbox/my").status_code == 302


@pytest.mark.hazard("HZ-09")
def test_nobody_ends_another_persons(cast: Cast, alice: Client, mallory: Client) -> None:
    alice.get("/inbox/my")
    hers = Sitting.objects.get(person_id=cast.alice.person_id)

    mallory.post(f"/me/sessions/{hers.id}/end")

    assert alice.get("/inbox/my").status_code == 200
    assert b"A browser" in mallory.get("/me/sessions").content


@pytest.mark.hazard("HZ-09")
def test_a_session_planted_before_signing_in_is_worth_nothing(cast: Cast, client: Client) -> None:
    client.get("/accounts/login/")
    client.session["x"] = 1
    session = client.session
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key

    client.force_login(Person.objects.get(id=cast.alice.person_id))

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/inbox/my")["Location"].startswith("/accounts/login/")
