"""At the door: a code by text message opens once, is marked as weak, and cannot be guessed (A6)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from carepost.actions.people.failing import tell_failures
from carepost.actions.people.second_steps import take_away
from carepost.domain.identity.models import OwnCode, Person
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.joining.desk import Post
from tests.integration.joining.texts.texting import (
    ADDRESS,
    LOGIN,
    OWN,
    PASSWORD,
    SECRET,
    SEND,
    STEP,
    asked_again_later,
    comes_in,
    gives_password,
    wrong_for,
)
from tests.integration.people.conftest import told

pytestmark = pytest.mark.hazard("HZ-09")


def test_a_text_message_holds_nothing_but_the_code(texted: Person, client: Client, post: Post) -> None:
    gives_password(client, texted)
    (text,) = post.fetch()
    assert (
        text.text[6:]
        == " is your Carepost code. It is good for ten minutes. Nobody will ever ask you for it."
    )


def test_after_the_password_a_code_comes_and_opens_once_and_the_ledger_says_by_what(
    cast: Cast, texted: Person, client: Client, post: Post
) -> None:
    assert b"ending in" not in client.get("/accounts/login/").content
    assert gives_password(client, texted)["Location"] == STEP
    assert b"ending in 23" in client.get(STEP).content
    code = post.code()

    assert client.post(STEP, {"code": code})["Location"] == "/inbox/my"

    assert client.get("/inbox/my").status_code == 200
    assert told(cast.riverside)[-1] == "sign_in.by_text"
    other = Client()
    gives_password(other, texted)
    assert post.fetch() == []  # not twice in a minute
    assert b"cannot be used any more" in other.post(STEP, {"code": code}).content


def test_a_code_is_good_for_ten_minutes_and_a_new_one_comes_after_a_minute(
    texted: Person, client: Client, post: Post
) -> None:
    gives_password(client, texted)
    code = post.code()
    OwnCode.objects.update(good_until=clock.now() - timedelta(seconds=1))
    assert b"cannot be used any more" in client.post(STEP, {"code": code}).content

    assert client.post(SEND).status_code == 429
    cache.clear()
    assert client.post(SEND)["Location"] == STEP
    assert client.post(STEP, {"code": post.code()})["Location"] == "/inbox/my"


def test_guessing_is_stopped_and_shown_also_with_new_codes(
    cast: Cast, texted: Person, client: Client, post: Post
) -> None:
    gives_password(client, texted)
    code = post.code()
    for _ in range(5):
        assert client.post(STEP, {"code": wrong_for(code)}).status_code == 200
    assert b"Too many failed login attempts" in client.post(STEP, {"code": code}).content
    tell_failures()

    assert (told(cast.riverside).count("sign_in.failed"), told(cast.riverside).count("sign_in.stopped")) == (
        5,
        1,
    )
    assert "too many wrong passwords or codes" in post.fetch()[-1].subject
    cache.clear()
    assert b"cannot be used any more" in client.post(STEP, {"code": code}).content


def test_nobody_sends_for_codes_without_the_password(texted: Person, client: Client, post: Post) -> None:
    assert client.post(SEND)["Location"] == "/accounts/login/"
    client.post(LOGIN, {"login": texted.email, "password": "something else entirely"})
    assert client.post(SEND)["Location"] == "/accounts/login/"
    assert post.fetch() == []


def test_it_is_no_way_round_an_app_for_whoever_did_not_choose_it(
    bob: Person, client: Client, post: Post
) -> None:
    totp.TOTP.activate(bob, SECRET)
    gives_password(client, bob)

    assert b"text message" not in client.get(STEP).content
    assert client.post(SEND)["Location"] == STEP
    assert post.fetch() == []


def test_beside_an_app_it_is_sent_only_when_asked_for(texted: Person, client: Client, post: Post) -> None:
    totp.TOTP.activate(texted, SECRET)
    gives_password(client, texted)
    assert post.fetch() == []

    client.post(SEND)

    assert client.post(STEP, {"code": post.code()})["Location"] == "/inbox/my"


def test_a_recovery_code_stands_in_for_a_lost_telephone(texted: Person, client: Client, post: Post) -> None:
    gives_password(client, texted)
    spare = Authenticator.objects.get(user=texted).wrap().get_unused_codes()[0]
    assert client.post(STEP, {"code": spare})["Location"] == "/inbox/my"
    assert client.get("/inbox/my").status_code == 200


def test_for_what_matters_more_it_counts_with_the_password_only_and_is_marked(
    cast: Cast, texted: Person, client: Client, post: Post
) -> None:
    comes_in(client, texted, post)
    asked_again_later(texted)
    cache.clear()
    asked = client.get(OWN)["Location"]
    assert b"Send me a code" in client.get(asked).content
    client.post("/me/prove", {"send": "1", "next": OWN})
    code = post.code()

    assert client.post("/me/prove", {"code": code, "next": OWN}).status_code == 422
    assert client.post("/me/prove", {"code": code, "password": PASSWORD, "next": OWN})["Location"] == OWN

    assert told(cast.riverside)[-1] == "identity.by_text"
    assert client.get(OWN).status_code == 200


def test_a_lost_telephone_is_taken_away_like_any_second_step(
    cast: Cast, texted: Person, client: Client, post: Post
) -> None:
    comes_in(client, texted, post)
    with acting_for(cast.dev.practice_id, cast.dev.person_id):
        take_away(actor=cast.dev, membership_id=UUID(cast.bob.id), reason="It fell into the river.")

    assert client.get("/inbox/my")["Location"].startswith("/accounts/login/")
    other = Client()
    gives_password(other, texted)
    assert other.get("/inbox/my")["Location"] == ADDRESS
    texted.telephone.refresh_from_db()
    assert not texted.telephone.is_second_step
