"""Signing in by a certified OpenID provider, in the shapes of NHSmail and of NHS CIS2 (A6)."""

from __future__ import annotations

import requests

from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.tenancy.context import acting_for
from tests.cast import Cast
from tests.wire.sign_on.browser import Browser
from tests.wire.sign_on.people import CIS2_ID, code, ledger, linked


def test_a_linked_person_comes_in_with_one_sign_in_where_the_provider_asked_for_two_steps(
    browser: Browser, alice: Person, issuers: dict[str, str], committed_cast: Cast
) -> None:
    linked(alice, issuers["nhsmail"], "alice-there")

    browser.open("/accounts/login/?next=/inbox/my")
    assert "Sign in with NHSmail" in browser.seen.text
    browser.open("/sign-on/nhsmail?next=/inbox/my").show_who("alice-there", amr=["pwd", "mfa"])

    assert browser.path == "/inbox/my"
    assert browser.seen.status_code == 200
    assert ledger(committed_cast)[-1] == "sign_in.succeeded"


def test_where_the_provider_asked_for_a_password_only_our_own_second_step_is_asked(
    browser: Browser, alice: Person, issuers: dict[str, str]
) -> None:
    linked(alice, issuers["nhsmail"], "alice-there")

    browser.open("/sign-on/nhsmail").show_who("alice-there", amr=["pwd"])

    assert browser.path.startswith("/accounts/2fa/authenticate/")
    assert browser.open("/inbox/my").path.startswith("/accounts/")
    browser.open("/accounts/2fa/authenticate/").send("/accounts/2fa/authenticate/", code=code())
    assert browser.open("/inbox/my").path == "/inbox/my"


def test_cis2_knows_us_by_our_key_and_its_roles_are_evidence_and_no_approval(
    browser: Browser, alice: Person, issuers: dict[str, str], committed_cast: Cast
) -> None:
    linked(alice, issuers["cis2"], CIS2_ID)
    practice = committed_cast.riverside.practice.id
    with acting_for(practice):
        before = Membership.objects.of(practice).get(person=alice)

    browser.open("/sign-on/cis2").show_who(CIS2_ID, acr="AAL3_ANY")

    assert browser.open("/inbox/my").path == "/inbox/my"
    with acting_for(practice):
        told = Profile.objects.of(practice).get()
        after = Membership.objects.of(practice).get(person=alice)
    assert (told.system, told.source, told.user_name) == ("cis2", "adaptor", CIS2_ID)
    assert (told.full_name, told.role) == ("BARTON Aisha (Dr)", "Clinical Practitioner")
    assert (after.state, after.role) == (before.state, before.role)
    assert ledger(committed_cast)[-2:] == ["profile.told", "sign_in.succeeded"]


def test_a_weak_sign_in_at_cis2_asks_for_our_own_second_step(
    browser: Browser, alice: Person, issuers: dict[str, str]
) -> None:
    linked(alice, issuers["cis2"], CIS2_ID)

    browser.open("/sign-on/cis2").show_who(CIS2_ID, acr="AAL1_USERPASS")

    assert browser.path.startswith("/accounts/2fa/authenticate/")


def test_an_answer_is_good_once_and_in_the_browser_that_asked(
    browser: Browser, alice: Person, issuers: dict[str, str]
) -> None:
    linked(alice, issuers["nhsmail"], "alice-there")
    browser.open("/sign-on/nhsmail").show_who("alice-there", amr=["mfa"])
    back = next(one.url for one in browser.seen.history if "/sign-on/nhsmail/back" in one.url)
    browser.send("/accounts/logout/")

    for somebody in (browser, Browser(browser.site)):
        somebody.open(back.removeprefix(browser.site))
        assert "This sign-in has gone stale" in somebody.seen.text
        assert somebody.open("/inbox/my").path.startswith("/accounts/login/")


def test_an_answer_of_one_provider_is_none_of_another(
    browser: Browser, alice: Person, issuers: dict[str, str]
) -> None:
    linked(alice, issuers["nhsmail"], "alice-there")
    browser.open("/sign-on/nhsmail").show_who("alice-there", amr=["mfa"])
    back = next(one.url for one in browser.seen.history if "/sign-on/nhsmail/back" in one.url)
    other = Browser(browser.site).open("/sign-on/nhsmail", allow_redirects=False)
    state = requests.utils.urlparse(other.seen.headers["Location"]).query.split("state=")[1].split("&")[0]
    code = back.split("code=")[1].split("&")[0]

    other.open(f"/sign-on/nhsmail/back?code={code}&state={state}&iss={issuers['cis2']}")

    assert "Single sign-on did not let you in" in other.seen.text
    assert "another provider" in other.seen.text


def test_signing_out_at_the_provider_ends_it_here_at_once_and_nobody_elses(
    browser: Browser, alice: Person, bob: Person, issuers: dict[str, str], committed_cast: Cast
) -> None:
    linked(alice, issuers["nhsmail"], "alice-there")
    linked(bob, issuers["nhsmail"], "bob-proved")
    browser.open("/sign-on/nhsmail").show_who("alice-there", amr=["mfa"])
    other = Browser(browser.site)
    other.open("/sign-on/nhsmail").show_who("bob-proved", amr=["mfa"])

    browser.sign_out_there(issuers["nhsmail"])

    assert browser.open("/inbox/my").path.startswith("/accounts/login/")
    assert other.open("/inbox/my").path == "/inbox/my"
    assert ledger(committed_cast)[-1] == "sign_on.ended"
