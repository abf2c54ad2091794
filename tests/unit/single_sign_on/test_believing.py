"""Nothing a provider did not say to us, now, for this browser, is believed."""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt

from carepost.engines.single_sign_on.oidc import documents
from carepost.engines.single_sign_on.oidc.documents import Documents
from carepost.engines.single_sign_on.port import Down, Unbelieved
from tests.doubles.crooked_provider import KID, CrookedProvider
from tests.unit.single_sign_on.conftest import OUR_KEY, Table

Claims = dict[str, Any]


def test_what_is_as_it_should_be_is_believed(table: Table) -> None:
    found = table.come_back(table.there.sign(table.claims(sid="s", amr=["pwd", "mfa"], name="Aisha Barton")))

    assert (found.issuer, found.subject, found.session) == (table.there.issuer, "somebody", "s")
    assert (found.email, found.email_proved, found.second_step) == ("a@y90001.example", True, True)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"iss": "https://elsewhere.example"}, id="from another issuer"),
        pytest.param({"aud": "somebody-else"}, id="for somebody else"),
        pytest.param({"aud": ["carepost", "somebody-else"], "azp": "carepost"}, id="for others as well"),
        pytest.param({"azp": "somebody-else"}, id="given to somebody else"),
        pytest.param({"exp": timedelta(seconds=-120)}, id="over for two minutes"),
        pytest.param({"exp": None}, id="without an end"),
        pytest.param({"iat": timedelta(seconds=600)}, id="from the future"),
        pytest.param({"iat": None}, id="of no time"),
        pytest.param({"nonce": "another"}, id="for another sign-in"),
        pytest.param({"nonce": None}, id="for any sign-in"),
        pytest.param({"at_hash": "bm90IGl0cyBoYXNoIQ"}, id="for another access token"),
        pytest.param({"auth_time": timedelta(seconds=-3600)}, id="the last person's, an hour ago"),
        pytest.param({"auth_time": True}, id="of no time at all"),
        pytest.param({"sub": None}, id="of nobody"),
        pytest.param({"sub": "x" * 256}, id="of somebody too long"),
    ],
)
def test_an_identity_is_refused(table: Table, changes: Claims) -> None:
    with pytest.raises(Unbelieved):
        table.come_back(table.there.sign(table.claims(**changes)))


def test_clocks_may_differ_by_a_minute(table: Table) -> None:
    now = int(time.time())
    assert table.come_back(table.there.sign(table.claims(iat=now + 45, exp=now - 45)))


def by_hand(header: Claims, claims: Claims, secret: bytes = b"") -> str:
    """As no library would sign it; not at all without a secret."""
    parts = [urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims)]
    words = ".".join(parts)
    mac = hmac.digest(secret, words.encode(), "sha256") if secret else b""
    return f"{words}.{urlsafe_b64encode(mac).decode().rstrip('=')}"


def unsigned(table: Table) -> str:
    return by_hand({"alg": "none"}, table.claims())


def by_public_key(table: Table) -> str:
    """Signed with what everybody may know, as if it were a shared secret."""
    return by_hand({"alg": "HS256", "kid": KID}, table.claims(), table.there.key.as_pem(private=False))


def by_another_key(table: Table) -> str:
    return jwt.encode({"alg": "RS256", "kid": KID}, table.claims(), OUR_KEY, algorithms=["RS256"])


def by_a_key_nobody_knows(table: Table) -> str:
    return jwt.encode({"alg": "RS256", "kid": "new"}, table.claims(), OUR_KEY, algorithms=["RS256"])


def in_another_way(table: Table) -> str:
    return jwt.encode({"alg": "RS384", "kid": KID}, table.claims(), table.there.key, algorithms=["RS384"])


def changed_after(table: Table) -> str:
    head, body, signature = table.there.sign(table.claims()).split(".")
    return f"{head}.{body[:-4]}AAAA.{signature}"


@pytest.mark.parametrize(
    "forge",
    [unsigned, by_public_key, by_another_key, by_a_key_nobody_knows, in_another_way, changed_after],
)
def test_a_forged_identity_is_refused(table: Table, forge: Callable[[Table], str]) -> None:
    with pytest.raises(Unbelieved, match="not signed as it should be"):
        table.come_back(forge(table))


@pytest.mark.parametrize("rubbish", ["", "x", "a.b.c", "é.é.é", "." * 200_000])
def test_rubbish_is_refused(table: Table, rubbish: str) -> None:
    with pytest.raises(Unbelieved):
        table.come_back(rubbish)
    with pytest.raises(Unbelieved):
        table.us.signed_out(rubbish)


@pytest.mark.parametrize(
    "answer",
    [{"iss": "https://elsewhere.example"}, {"state": "another"}, {"code": ""}, {"error": "access_denied"}],
)
def test_an_answer_of_somebody_else_or_without_a_code_is_refused(
    table: Table, answer: dict[str, str]
) -> None:
    with pytest.raises(Unbelieved):
        table.come_back(table.there.sign(table.claims()), **answer)
    assert table.there.asked == [], "and the code was told to nobody"


def test_whoever_promises_to_name_itself_must(there: CrookedProvider) -> None:
    there.metadata["authorization_response_iss_parameter_supported"] = True
    table = Table(there)
    good = there.sign(table.claims())

    with pytest.raises(Unbelieved, match="another provider"):
        table.come_back(good)
    assert table.come_back(good, iss=there.issuer)


def test_user_information_is_about_the_same_person_and_changes_neither_who_nor_how(
    there: CrookedProvider,
) -> None:
    table = Table(there, profile="cis2")
    good = there.sign(table.claims(acr="AAL1_USERPASS"))
    there.told = {"sub": "somebody-else", "name": "Aisha Barton"}
    with pytest.raises(Unbelieved, match="somebody else"):
        table.come_back(good)

    there.told = {"sub": "somebody", "acr": "AAL3_ANY", "nhsid_nrbac_roles": ["x", {"org_code": 1}, None]}
    found = table.come_back(good)
    assert (found.subject, found.second_step, found.roles) == ("somebody", False, ())


@pytest.mark.parametrize(
    ("profile", "claims", "proved"),
    [
        ("oidc", {"amr": ["pwd", "mfa"]}, True),
        ("oidc", {"amr": ["pwd"]}, False),
        ("oidc", {"amr": "mfa"}, False),
        ("oidc", {"acr": "AAL3_ANY"}, False),
        ("oidc", {}, False),
        ("cis2", {"acr": "AAL2_ANY"}, True),
        ("cis2", {"acr": "AAL1_USERPASS"}, False),
        ("cis2", {"amr": ["mfa"]}, False),
    ],
)
def test_what_proves_a_second_step(
    there: CrookedProvider, profile: str, claims: Claims, proved: bool
) -> None:
    table = Table(there, profile)
    there.told = {"sub": "somebody"}
    amr = claims.get("amr")
    if isinstance(amr, str):
        with pytest.raises(Unbelieved):
            table.come_back(there.sign(table.claims(**claims)))
    else:
        assert table.come_back(there.sign(table.claims(**claims))).second_step is proved


def test_people_are_sent_with_proofs_that_only_this_browser_can_redeem(table: Table) -> None:
    asked = {name: value[0] for name, value in parse_qs(urlsplit(table.url).query).items()}

    assert asked["code_challenge_method"] == "S256"
    assert asked["response_type"] == "code"
    assert asked["prompt"] == "login", "or the last person at a shared computer would come in"
    assert asked["redirect_uri"] == "http://localhost:8000/sign-on/made-up/back"
    table.come_back(table.there.sign(table.claims()))
    assert table.there.asked[0]["code_verifier"] == [table.attempt.verifier]
    assert table.attempt.verifier not in table.url


def test_we_sign_anew_each_time_for_cis2_and_for_two_minutes_only(there: CrookedProvider) -> None:
    table = Table(there, profile="cis2")
    there.told = {"sub": "somebody"}
    for _ in range(2):
        table.come_back(there.sign(table.claims()))
    sent = [
        jwt.decode(one["client_assertion"][0], OUR_KEY, algorithms=["RS512"]).claims for one in there.asked
    ]

    assert sent[0]["jti"] != sent[1]["jti"]
    assert all(one["iss"] == one["sub"] == "carepost" for one in sent)
    assert all(one["aud"] == f"{there.issuer}/token" for one in sent)
    assert all(one["exp"] - one["iat"] <= 121 for one in sent)
    (key,) = table.us.public_keys()
    assert (key["use"], key["alg"], key["kty"]) == ("sig", "RS512", "RSA")
    assert not {"d", "p", "q", "dp", "dq", "qi"} & key.keys(), "and nobody is told the private part"


@pytest.mark.parametrize(
    "wrong", [{"issuer": "https://elsewhere.example"}, {"token_endpoint": "http://a.example"}]
)
def test_a_provider_that_is_not_what_was_set_up_is_not_asked(there: CrookedProvider, wrong: Claims) -> None:
    there.metadata = wrong
    with pytest.raises(Down):
        Table(there)


def test_a_provider_that_breaks_is_down(table: Table) -> None:
    table.there.status = 500
    with pytest.raises((Down, Unbelieved)):
        table.come_back("x")


def test_for_one_that_has_just_failed_nobody_waits_again(
    there: CrookedProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A provider that does not answer keeps each who asks it for seconds: many in a row would stop all pages."""
    us, there.status = Table(there).us, 500
    us._documents = Documents(us._of)
    there.read.clear()

    for _ in range(3):
        with pytest.raises(Down, match="answered 500"):
            us.begin()
    assert len(there.read) == 1

    there.status = 200
    monkeypatch.setattr(documents, "AFTER_FAILING", 0.0)
    assert us.begin()
