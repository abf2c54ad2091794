"""A lost telephone: its owner comes back by a code to their address, and a stolen password alone never does (A6)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.test import Client

from carepost.actions.people.own_codes import make_own_code
from carepost.actions.people.second_steps import take_away
from carepost.domain.identity.models import OwnCode, Person
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Conflict, NotPermitted, Refused, Role, clock
from tests.cast import Cast
from tests.integration.joining.desk import Post
from tests.integration.people.conftest import new_place, told
from tests.integration.web.conftest import SignIn, sign_in  # noqa: F401  (a fixture)

pytestmark = pytest.mark.hazard("HZ-09")
PASSWORD = "made up words for a test"
PAGE, SET_UP = "/me/address", "/accounts/2fa/totp/activate/"
LOST = "Her telephone fell into the river."


@pytest.fixture(autouse=True)
def sends_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    told_where = {"account_mail_host": "mail.example", "account_mail_from": "carepost@nhsmail.example"}
    monkeypatch.setattr(settings, "INSTANCE", settings.INSTANCE.model_copy(update=told_where))


@pytest.fixture
def bob(cast: Cast) -> Person:
    """With a password, an app, a key and recovery codes."""
    person = Person.objects.get(id=cast.bob.person_id)
    person.set_password(PASSWORD)
    person.save()
    totp.TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={})
    return person


def take(cast: Cast, of: Actor, *, by: Actor | None = None, reason: str = LOST) -> None:
    by = by or cast.dev
    with acting_for(by.practice_id, by.person_id):
        take_away(actor=by, membership_id=UUID(of.id), reason=reason)


def signs_in(browser: Client, person: Person) -> Any:
    return browser.post("/accounts/login/?next=/inbox/my", {"login": person.email, "password": PASSWORD})


def sends_for_a_code(browser: Client, post: Post) -> str:
    assert browser.post(PAGE, {"send": "1"})["Location"] == PAGE
    return post.code()


def test_all_is_taken_away_sessions_end_and_the_person_is_told_without_a_name(
    cast: Cast,
    bob: Person,
    sign_in: SignIn,  # noqa: F811
    post: Post,
) -> None:
    browser = sign_in(cast.bob)
    assert browser.get("/inbox/my").status_code == 200

    take(cast, cast.bob)

    assert browser.get("/inbox/my")["Location"].startswith("/accounts/login/")
    assert not Authenticator.objects.filter(user=bob).exists()
    (mail,) = post.fetch()
    assert mail.to == bob.email
    assert [
        name for name in ("Bob", "Okafor", "Dev", "Patel", LOST) if name in mail.subject + mail.text
    ] == []
    assert {"second_factor.taken_away", "sessions.ended"} <= set(told(cast.riverside))


def test_a_password_alone_sets_up_nothing_and_changes_nothing(
    cast: Cast, bob: Person, client: Client
) -> None:
    take(cast, cast.bob)
    signs_in(client, bob)

    shut = ["/accounts/2fa/", SET_UP, "/accounts/2fa/webauthn/add/", "/accounts/2fa/recovery-codes/generate/"]
    for address in [*shut, "/accounts/password/change/", "/inbox/my", "/me/sessions", "/me/prove"]:
        assert client.get(address)["Location"] == PAGE, address
        assert client.post(address, {"code": "123456"}).status_code in (302, 405), address
    assert not Authenticator.objects.filter(user=bob).exists()


def test_the_code_of_the_mail_opens_the_way_to_a_new_second_step(
    cast: Cast, bob: Person, client: Client, post: Post
) -> None:
    take(cast, cast.bob)
    signs_in(client, bob)
    assert client.get("/inbox/my")["Location"] == PAGE
    assert b"Show that the address is yours" in client.get(PAGE).content

    code = sends_for_a_code(client, post)
    assert client.post(PAGE, {"code": code})["Location"] == SET_UP

    client.get(SET_UP)
    secret = client.session[totp.SECRET_SESSION_KEY]
    now = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    assert client.post(SET_UP, {"code": now})["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/inbox/my").status_code == 200
    assert "address.shown" in told(cast.riverside)


def test_a_code_is_good_once_and_only_in_the_browser_where_it_was_typed(
    cast: Cast, bob: Person, client: Client, post: Post
) -> None:
    take(cast, cast.bob)
    thief = Client()
    signs_in(client, bob)
    signs_in(thief, bob)
    code = sends_for_a_code(client, post)
    client.post(PAGE, {"code": code})

    assert thief.get(SET_UP)["Location"] == PAGE
    assert thief.post(PAGE, {"code": code}).status_code == 422


def test_a_code_that_was_sent_before_the_taking_away_or_too_long_ago_is_worth_nothing(
    cast: Cast, bob: Person, client: Client, post: Post
) -> None:
    take(cast, cast.bob)
    signs_in(client, bob)
    code = sends_for_a_code(client, post)
    OwnCode.objects.update(good_until=clock.now() - timedelta(seconds=1))
    assert b"cannot be used any more" in client.post(PAGE, {"code": code}).content

    code = sends_for_a_code(client, post)
    client.post(PAGE, {"code": code})
    OwnCode.objects.update(proved_at=clock.now() - timedelta(minutes=11))
    assert client.get(SET_UP)["Location"] == PAGE


def test_guessing_is_stopped_also_with_new_codes(cast: Cast, bob: Person, client: Client, post: Post) -> None:
    take(cast, cast.bob)
    signs_in(client, bob)
    code = sends_for_a_code(client, post)
    wrong = "000000" if code != "000000" else "111111"
    assert [client.post(PAGE, {"code": wrong}).status_code for _ in range(5)] == [422] * 5

    code = sends_for_a_code(client, post)

    assert client.post(PAGE, {"code": code}).status_code == 429
    assert told(cast.riverside).count("sign_in.failed") == 5
    assert [client.post(PAGE, {"send": "1"}).status_code for _ in range(4)] == [302, 302, 302, 429]
    assert "wait up to an hour" in client.post(PAGE, {"send": "1"}).content.decode()


def test_where_no_mail_can_be_sent_the_operator_hands_a_code_over(
    cast: Cast, bob: Person, client: Client, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "INSTANCE", settings.INSTANCE.model_copy(update={"account_mail_host": ""}))
    take(cast, cast.bob)
    signs_in(client, bob)
    assert b"carepost set-up-code" in client.get(PAGE).content
    code = make_own_code(email=bob.email)

    assert client.post(PAGE, {"send": "1"}).status_code == 200  # and the operator's code is still good
    assert client.post(PAGE, {"code": code})["Location"] == SET_UP
    assert "second_factor.code_made" in told(cast.riverside)


def test_only_another_administrator_with_a_reason_may(cast: Cast, bob: Person) -> None:
    with pytest.raises(NotPermitted):
        take(cast, cast.bob, by=cast.carol)
    with pytest.raises(Refused, match="Say why"):
        take(cast, cast.bob, reason=" ")
    with pytest.raises(Refused, match="your own place"):
        take(cast, cast.dev)
    assert Authenticator.objects.filter(user=bob).count() == 3

    take(cast, cast.bob)
    with pytest.raises(Conflict, match="no second step now"):
        take(cast, cast.bob)


def test_an_administrator_gets_theirs_back_from_another(cast: Cast, bob: Person) -> None:
    second = new_place(cast.riverside, "Erin", state="active", role=Role.ADMINISTRATOR)
    totp.TOTP.activate(Person.objects.get(id=cast.dev.person_id), "JBSWY3DPEHPK3PXP")

    take(cast, cast.dev, by=second.as_actor())

    assert not Authenticator.objects.filter(user_id=cast.dev.person_id).exists()


def test_the_other_practices_ledger_says_that_it_happened_and_not_why(cast: Cast, bob: Person) -> None:
    from carepost.domain.organisations.models import Membership

    with acting_for(cast.millbrook.practice.id):
        Membership.objects.create(
            practice=cast.millbrook.practice, person=bob, role=Role.MEMBER, state="active"
        )

    take(cast, cast.bob)

    assert "second_factor.taken_away" in told(cast.millbrook)
    assert re.search("river", str(told(cast.millbrook))) is None


def test_the_button_asks_anew_who_the_administrator_is_and_a_stranger_finds_nobody(
    cast: Cast,
    bob: Person,
    sign_in: SignIn,  # noqa: F811
) -> None:
    dev, mallory, aisha = sign_in(cast.dev), sign_in(cast.mallory), sign_in(cast.alice)
    address = f"/practice/people/{cast.bob.id}/second-step"

    assert mallory.post(address, {"why_lost": LOST}).status_code == 404
    assert aisha.post(address, {"why_lost": LOST}).status_code == 403
    assert b"Lost their second step?" in dev.get(f"/practice/people/{cast.bob.id}").content
    assert dev.post(address, {"why_lost": ""}).status_code == 422
    assert dev.post(address, {"why_lost": LOST})["Location"] == f"/practice/people/{cast.bob.id}"
    assert not Authenticator.objects.filter(user=bob).exists()
