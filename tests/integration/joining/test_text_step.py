"""A code by text message as second step: weak, of one's own choice, and an administrator may switch it off (A6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from carepost.actions.people.failing import tell_failures
from carepost.actions.people.second_steps import take_away
from carepost.actions.people.texts_here import allow_texts, who_needs_texts
from carepost.actions.sharing.standing import look_for_signs
from carepost.domain.identity.models import OwnCode, Person, PlatformPlace, Sitting, Telephone
from carepost.domain.identity.second_steps import choose_text
from carepost.domain.organisations.models import Membership, Practice, SharingSign
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, NotPermitted, Role, clock
from tests.cast import Cast
from tests.integration.joining.desk import Post
from tests.integration.people.conftest import told
from tests.integration.web.conftest import SignIn, sign_in  # noqa: F401  (a fixture)

pytestmark = pytest.mark.hazard("HZ-09")
PASSWORD = "made up words for a test"
LOGIN, STEP, SEND = "/accounts/login/?next=/inbox/my", "/accounts/2fa/authenticate/", "/accounts/2fa/text/"
OWN, ADDRESS, CODES = "/me/texts", "/me/address", "/accounts/2fa/recovery-codes/"
HERE, SWITCH = "/practice/signing-in", "/practice/signing-in/texts"
SECRET, MOBILE = "JBSWY3DPEHPK3PXP", "+447700900123"


@pytest.fixture(autouse=True)
def sends_both(monkeypatch: pytest.MonkeyPatch) -> None:
    where = {"account_mail_host": "mail.example", "account_mail_from": "carepost@nhsmail.example"}
    changed = settings.INSTANCE.model_copy(update=where | {"text_messages": "demo"})
    monkeypatch.setattr(settings, "INSTANCE", changed)


@pytest.fixture
def bob(cast: Cast) -> Person:
    """With a password and a proved telephone, and no second step."""
    person = Person.objects.get(id=cast.bob.person_id)
    person.set_password(PASSWORD)
    person.save()
    Telephone.objects.create(person=person, number=MOBILE, proved_at=clock.now())
    return person


@pytest.fixture
def texted(bob: Person) -> Person:
    """Who has nothing but text messages."""
    choose_text(bob)
    return bob


def gives_password(browser: Client, person: Person) -> Any:
    return browser.post(LOGIN, {"login": person.email, "password": PASSWORD})


def comes_in(browser: Client, person: Person, post: Post) -> Any:
    cache.clear()
    gives_password(browser, person)
    return browser.post(STEP, {"code": post.code()})


def switch(cast: Cast, allowed: bool, by: Actor | None = None) -> None:
    by = by or cast.dev
    with acting_for(by.practice_id, by.person_id):
        allow_texts(actor=by, allowed=allowed)


def wrong_for(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def asked_again_later(person: Person) -> None:
    Sitting.objects.filter(person=person).update(proved_at=clock.now() - timedelta(minutes=10))


def test_a_proved_telephone_is_chosen_with_a_code_and_recovery_codes_come_with_it(
    cast: Cast, bob: Person, client: Client, post: Post
) -> None:
    gives_password(client, bob)
    client.post(ADDRESS, {"send": "1"})
    client.post(ADDRESS, {"code": post.code()})
    assert OWN.encode() in client.get("/accounts/2fa/totp/activate/").content
    page = client.get(OWN).content
    assert b"weakest second step" in page
    assert b"Set up a passkey instead" in page

    assert client.post(OWN, {"do": "send"})["Location"] == OWN
    (text,) = post.fetch()
    assert text.to == MOBILE
    assert client.post(OWN, {"do": "use", "code": wrong_for(text.text[:6])}).status_code == 422
    assert client.post(OWN, {"do": "use", "code": text.text[:6]})["Location"] == CODES

    assert client.get(CODES).status_code == 200
    assert Authenticator.objects.get(user=bob).type == Authenticator.Type.RECOVERY_CODES
    assert client.get("/inbox/my").status_code == 200
    assert "second_factor.text_added" in told(cast.riverside)
    assert "were set up" in post.fetch()[-1].subject
    assert b"ending in 23" in client.get("/accounts/2fa/").content


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


def test_it_is_changed_only_by_whoever_shows_again_who_they_are(
    texted: Person, client: Client, post: Post
) -> None:
    comes_in(client, texted, post)
    asked_again_later(texted)
    for do in ("stop", "send", "use", "number"):
        assert client.post(OWN, {"do": do})["Location"].startswith("/me/prove")
    texted.telephone.refresh_from_db()
    assert texted.telephone.is_second_step


def test_stopped_it_is_no_second_step_from_the_next_page(
    cast: Cast, texted: Person, client: Client, post: Post
) -> None:
    comes_in(client, texted, post)
    client.post(OWN, {"do": "stop"})

    assert client.get("/inbox/my")["Location"] == ADDRESS
    assert not Authenticator.objects.filter(user=texted).exists()
    assert told(cast.riverside)[-1] == "second_factor.text_removed"


def test_a_number_that_was_never_proved_is_typed_and_proved_first_and_a_switchboard_is_refused(
    cast: Cast,
    bob: Person,
    sign_in: SignIn,  # noqa: F811
    post: Post,
) -> None:
    Telephone.objects.all().delete()
    Practice.objects.filter(id=cast.bob.practice_id).update(telephone="07700 900555")
    browser = sign_in(cast.bob)
    for number, said in (("07700 900555", b"own telephone"), ("01632 960123", b"not a United Kingdom")):
        assert said in browser.post(OWN, {"do": "number", "number": number}).content
    assert post.fetch() == []

    browser.post(OWN, {"do": "number", "number": "07700 900124"})
    (text,) = post.fetch()
    assert text.to == "+447700900124"
    assert browser.post(OWN, {"do": "use", "code": text.text[:6]})["Location"] == CODES

    telephone = Telephone.objects.get(person=bob)
    assert telephone.is_second_step
    assert telephone.proved_at
    assert b"changed only by proving" in browser.post(OWN, {"do": "number", "number": "07700 900125"}).content


def test_a_code_sent_to_one_number_proves_no_other(
    bob: Person,
    cast: Cast,
    sign_in: SignIn,  # noqa: F811
    post: Post,
) -> None:
    Telephone.objects.all().delete()
    browser = sign_in(cast.bob)
    browser.post(OWN, {"do": "number", "number": "07700 900124"})
    code = post.code()
    browser.post(OWN, {"do": "number", "number": "07700 900125"})

    assert b"cannot be used any more" in browser.post(OWN, {"do": "use", "code": code}).content
    assert not Telephone.objects.get(person=bob).is_second_step


def test_where_one_practice_forbids_it_or_for_people_of_the_platform_it_cannot_be_chosen(
    cast: Cast,
    bob: Person,
    sign_in: SignIn,  # noqa: F811
    post: Post,
) -> None:
    with acting_for(cast.millbrook.practice.id):
        Membership.objects.create(
            practice=cast.millbrook.practice, person=bob, role=Role.MEMBER, state="active"
        )
    Practice.objects.filter(id=cast.millbrook.practice.id).update(sms_allowed=False)
    browser = sign_in(cast.bob)
    assert b"switched off at Millbrook" in browser.get(OWN).content
    browser.post(OWN, {"do": "send"})
    assert b"switched off" in browser.post(OWN, {"do": "use", "code": "123456"}).content
    assert OWN.encode() not in browser.get("/accounts/2fa/").content

    Practice.objects.update(sms_allowed=True)
    PlatformPlace.objects.create(person=bob, role="support", given_at=clock.now())
    assert b"People of the platform" in browser.get(OWN).content
    assert post.fetch() == []


def test_who_waits_in_another_browser_with_the_password_alone_is_not_let_in_by_its_setting_up(
    bob: Person, client: Client, post: Post
) -> None:
    thief = Client()
    gives_password(thief, bob)
    gives_password(client, bob)
    client.post(ADDRESS, {"send": "1"})
    client.post(ADDRESS, {"code": post.code()})
    client.post(OWN, {"do": "send"})
    client.post(OWN, {"do": "use", "code": post.code()})

    assert client.get("/inbox/my").status_code == 200
    assert thief.get("/inbox/my")["Location"].startswith("/accounts/login/")


def test_switched_off_it_is_told_what_is_open_goes_on_and_the_next_sign_in_sets_up_another(
    cast: Cast, texted: Person, client: Client, post: Post
) -> None:
    comes_in(client, texted, post)
    with acting_for(cast.dev.practice_id, cast.dev.person_id):
        assert [one.id for one in who_needs_texts(actor=cast.dev)] == [UUID(cast.bob.id)]

    switch(cast, False)

    (mail,) = post.fetch()
    assert mail.to == texted.email
    assert "set up another second step" in mail.subject
    assert told(cast.riverside)[-1] == "practice.text_messages"
    assert client.get("/inbox/my").status_code == 200

    again = Client()
    assert comes_in(again, texted, post)["Location"] == "/inbox/my"
    assert again.get("/inbox/my")["Location"] == ADDRESS
    again.post(ADDRESS, {"send": "1"})
    assert again.post(ADDRESS, {"code": post.code()})["Location"] == "/accounts/2fa/totp/activate/"
    Sitting.objects.update(proved_at=clock.now() - timedelta(minutes=9))
    again.get("/accounts/2fa/totp/activate/")
    secret = again.session[totp.SECRET_SESSION_KEY]
    now = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    again.post("/accounts/2fa/totp/activate/", {"code": now})
    assert again.get("/inbox/my").status_code == 200
    assert b"text message" not in gives_password_anew(texted).content


def gives_password_anew(person: Person) -> Any:
    browser = Client()
    gives_password(browser, person)
    return browser.get(STEP)


def test_switched_off_it_still_stands_in_the_way_of_a_stolen_password(
    cast: Cast, texted: Person, client: Client
) -> None:
    switch(cast, False)
    assert gives_password(client, texted)["Location"] == STEP
    assert client.get(ADDRESS)["Location"].startswith("/accounts/login/")


def test_where_no_text_messages_are_sent_any_more_the_way_in_is_by_the_address(
    texted: Person, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "INSTANCE", settings.INSTANCE.model_copy(update={"text_messages": "off"}))
    gives_password(client, texted)
    assert client.get("/inbox/my")["Location"] == ADDRESS


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


def test_one_telephone_of_two_accounts_is_a_sign_of_sharing_also_when_it_is_a_second_step(
    cast: Cast, texted: Person
) -> None:
    carol = Person.objects.get(id=cast.carol.person_id)
    Telephone.objects.create(person=carol, number=MOBILE, proved_at=clock.now())
    choose_text(carol)
    here = cast.riverside.practice.id
    with acting_for(here):
        look_for_signs(actor=Actor.system("signs", here))
        assert SharingSign.objects.of(here).filter(kind=SharingSign.Kind.TELEPHONE).count() == 2


def test_only_an_administrator_who_shows_who_they_are_switches_it_and_strangers_change_their_own(
    cast: Cast,
    bob: Person,
    sign_in: SignIn,  # noqa: F811
) -> None:
    with pytest.raises(NotPermitted):
        switch(cast, False, by=cast.carol)
    dev, aisha, mallory = sign_in(cast.dev), sign_in(cast.alice), sign_in(cast.mallory)
    assert aisha.get(HERE).status_code == aisha.post(SWITCH, {"texts": "off"}).status_code == 403
    mallory.post(SWITCH, {"texts": "off"})
    assert Practice.objects.get(id=cast.riverside.practice.id).sms_allowed
    assert dev.post(SWITCH, {"texts": "sometimes"}).status_code == 404

    assert dev.post(SWITCH, {"texts": "off"})["Location"] == HERE
    assert not Practice.objects.get(id=cast.riverside.practice.id).sms_allowed
    Sitting.objects.update(proved_at=clock.now() - timedelta(minutes=10))
    assert dev.post(SWITCH, {"texts": "on"})["Location"].startswith("/me/prove")
