"""Whose account single sign-on opens, and what people do without it (A6)."""

from __future__ import annotations

import pytest

from carepost.config.instance import SignOn
from carepost.domain.identity.models import Person, SignOnLink
from tests.cast import Cast
from tests.wire.sign_on.browser import Browser
from tests.wire.sign_on.people import ALICES, PASSWORD, PEOPLE, code, ledger, linked, set_up


def test_an_address_the_provider_vouches_for_is_linked_once_the_accounts_own_second_step_was_shown(
    browser: Browser, bob: Person, issuers: dict[str, str], committed_cast: Cast
) -> None:
    browser.open("/sign-on/nhsmail").show_who("bob-proved", amr=["pwd", "mfa"])

    assert browser.path.startswith("/accounts/2fa/authenticate/"), (
        "for the address may have been another's before"
    )
    assert not SignOnLink.objects.exists()
    browser.send("/accounts/2fa/authenticate/", code=code())

    assert SignOnLink.objects.get().person_id == bob.id
    assert ledger(committed_cast)[-2:] == ["sign_on.linked", "sign_in.succeeded"]


@pytest.mark.parametrize("subject", ["bob-unproved", "elsewhere", "nobody-here"])
def test_whoever_is_not_linked_reads_the_same_page_whether_there_is_an_account_or_not(
    browser: Browser, bob: Person, subject: str
) -> None:
    browser.open("/sign-on/nhsmail").show_who(subject, amr=["mfa"])

    assert browser.seen.status_code == 403
    assert "This single sign-on is not linked to an account here" in browser.seen.text
    assert PEOPLE[subject]["email"] not in browser.seen.text
    assert browser.open("/inbox/my").path.startswith("/accounts/login/")
    assert Person.objects.count() == 5
    assert not SignOnLink.objects.exists()


def test_an_address_without_a_second_step_of_its_own_or_linked_to_somebody_else_there_opens_nothing(
    browser: Browser, bob: Person, issuers: dict[str, str]
) -> None:
    linked(bob, issuers["nhsmail"], "bob-before")
    assert browser.open("/sign-on/nhsmail").show_who("bob-proved", amr=["mfa"]).seen.status_code == 403

    SignOnLink.objects.all().delete()
    bob.authenticator_set.all().delete()
    assert Browser(browser.site).open("/sign-on/nhsmail").show_who("bob-proved").seen.status_code == 403


def test_linking_asks_again_who_one_is_and_shows_whom_the_provider_means(
    browser: Browser, alice: Person, issuers: dict[str, str], committed_cast: Cast
) -> None:
    browser.open("/accounts/login/").send("/accounts/login/", login=ALICES, password=PASSWORD)
    browser.send("/accounts/2fa/authenticate/", code=code())
    assert "Not linked" in browser.open("/me/sign-on").seen.text

    browser.open("/me/sign-on/nhsmail/link").show_who("alice-there", amr=["mfa"])
    assert "Is this you?" in browser.seen.text
    assert ALICES in browser.seen.text
    assert not SignOnLink.objects.exists()
    browser.send("/me/sign-on/confirm")

    assert "You can sign in with NHSmail from now on" in browser.seen.text
    assert SignOnLink.objects.get().person_id == alice.id
    browser.send("/me/sign-on/nhsmail/unlink")
    assert not SignOnLink.objects.exists()
    assert ledger(committed_cast)[-2:] == ["sign_on.linked", "sign_on.unlinked"]


def test_while_it_is_down_a_page_says_so_and_people_sign_in_here(site: str, alice: Person) -> None:
    gone = SignOn(
        name="nhsmail", label="NHSmail", profile="oidc", issuer="http://127.0.0.1:9", client_id="carepost"
    )
    with set_up(site, [gone]):
        browser = Browser(site).open("/sign-on/nhsmail")

        assert browser.seen.status_code == 503
        assert "Single sign-on does not work just now" in browser.seen.text
        assert "Sign in with your e-mail address" in browser.seen.text
        browser.open("/accounts/login/").send("/accounts/login/", login=ALICES, password=PASSWORD)
        browser.send("/accounts/2fa/authenticate/", code=code())
        assert browser.open("/inbox/my").path == "/inbox/my"
