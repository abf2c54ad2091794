"""An administrator switches text messages off: what is open goes on, and nobody is locked out (A6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.test import Client

from carepost.actions.people.texts_here import who_needs_texts
from carepost.actions.sharing.standing import look_for_signs
from carepost.domain.identity.models import Person, Sitting, Telephone
from carepost.domain.identity.second_steps import choose_text
from carepost.domain.organisations.models import Practice, SharingSign
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, NotPermitted, clock
from tests.cast import Cast
from tests.integration.joining.desk import Post
from tests.integration.joining.texts.texting import (
    ADDRESS,
    HERE,
    MOBILE,
    STEP,
    SWITCH,
    comes_in,
    gives_password,
    switch,
)
from tests.integration.people.conftest import told
from tests.integration.web.conftest import SignIn

pytestmark = pytest.mark.hazard("HZ-09")


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
    sign_in: SignIn,
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
