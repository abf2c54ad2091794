"""A provider that lies lets nobody in, and what it says twice counts once (A6)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from carepost.config.instance import SignOn
from carepost.domain.identity.models import Person, SignOnLink, Sitting
from tests.cast import Cast
from tests.doubles.crooked_provider import CrookedProvider
from tests.unit.single_sign_on.conftest import LOGOUT
from tests.wire.sign_on.browser import Browser
from tests.wire.sign_on.people import ledger, linked, set_up


@pytest.fixture
def liar(site: str) -> Iterator[CrookedProvider]:
    with CrookedProvider() as provider:
        way = SignOn(
            name="nhsmail", label="NHSmail", profile="oidc", issuer=provider.issuer, client_id="carepost"
        )
        with set_up(site, [way]):
            yield provider


def come_back(browser: Browser, liar: CrookedProvider, **changes: object) -> Browser:
    """From the provider, with an identity that is right but for the changes."""
    browser.open("/sign-on/nhsmail", allow_redirects=False)
    asked = parse_qs(urlsplit(browser.seen.headers["Location"]).query)
    now = int(time.time())
    said = {"iss": liar.issuer, "sub": "alice-there", "aud": "carepost", "iat": now, "exp": now + 300}
    token = liar.sign(said | {"nonce": asked["nonce"][0], "amr": ["mfa"], "email": "", "sid": "s1"} | changes)
    liar.id_token = lambda: token
    return browser.open(f"/sign-on/nhsmail/back?code=c&state={asked['state'][0]}")


def notice(liar: CrookedProvider, token_id: str) -> str:
    said = {
        "iss": liar.issuer,
        "aud": "carepost",
        "iat": int(time.time()),
        "jti": token_id,
        "sub": "alice-there",
    }
    return liar.sign({**said, "events": {LOGOUT: {}}}, typ="logout+jwt")


def test_what_cannot_be_believed_is_said_in_words_and_opens_nothing(
    browser: Browser, alice: Person, liar: CrookedProvider
) -> None:
    linked(alice, liar.issuer, "alice-there")

    come_back(browser, liar, aud="somebody-else")

    assert browser.seen.status_code == 403
    assert "Single sign-on did not let you in" in browser.seen.text
    assert "A token is for somebody else." in browser.seen.text
    assert browser.open("/inbox/my").path.startswith("/accounts/login/")
    assert come_back(browser, liar).open("/inbox/my").path == "/inbox/my", "and what is right still does"


def test_a_notice_of_signing_out_counts_once_and_a_made_up_one_never(
    browser: Browser, alice: Person, liar: CrookedProvider, committed_cast: Cast
) -> None:
    linked(alice, liar.issuer, "alice-there")
    come_back(browser, liar)
    where, first = f"{browser.site}/sign-on/nhsmail/signed-out", notice(liar, "once")

    made_up = requests.post(where, data={"logout_token": first[:-8] + "AAAAAAAA"}, timeout=30)
    assert (made_up.status_code, made_up.json()["error"]) == (400, "invalid_request")
    assert browser.open("/inbox/my").path == "/inbox/my"

    assert requests.post(where, data={"logout_token": first}, timeout=30).status_code == 200
    assert browser.open("/inbox/my").path.startswith("/accounts/login/")
    assert ledger(committed_cast)[-1] == "sign_on.ended"
    assert Sitting.objects.get().ended_why == "provider"

    come_back(browser, liar)
    assert requests.post(where, data={"logout_token": first}, timeout=30).status_code == 400
    assert browser.open("/inbox/my").path == "/inbox/my", "who came in again is not put out by an old notice"
    assert SignOnLink.objects.get().used_at is not None
