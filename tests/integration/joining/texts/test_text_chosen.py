"""A code by text message as second step is of one's own choice, and proved first (A6)."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from carepost.domain.identity.models import Person, PlatformPlace, Telephone
from carepost.domain.organisations.models import Membership, Practice
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Role, clock
from tests.cast import Cast
from tests.integration.joining.desk import Post
from tests.integration.joining.texts.texting import (
    ADDRESS,
    CODES,
    MOBILE,
    OWN,
    asked_again_later,
    comes_in,
    gives_password,
    wrong_for,
)
from tests.integration.people.conftest import told
from tests.integration.web.conftest import SignIn

pytestmark = pytest.mark.hazard("HZ-09")


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
    sign_in: SignIn,
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
    sign_in: SignIn,
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
    sign_in: SignIn,
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
