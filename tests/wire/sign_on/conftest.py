"""Carepost and two providers of single sign-on, each speaking to the other over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.cache import cache

from carepost.config.instance import SignOn
from carepost.domain.identity.models import Person
from tests.cast import Cast
from tests.doubles.oidc import running
from tests.instance import HOME
from tests.wire.sign_on.browser import Browser
from tests.wire.sign_on.people import PEOPLE, set_up, with_steps


@pytest.fixture(scope="module")
def issuers(live_server: Any) -> Iterator[dict[str, str]]:
    """Both providers, and the secrets by which they know us."""
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (HOME / "secrets" / "sign-on-cis2.key").write_bytes(pem)
    (HOME / "secrets" / "sign-on-nhsmail.secret").write_text("made-up-secret-of-thirty-two-octets\n")
    with running.providers(live_server.url, PEOPLE) as found:
        yield found


@pytest.fixture
def site(committed_cast: Cast, live_server: Any, issuers: dict[str, str]) -> Iterator[str]:
    """Carepost, set up as an operator does it: settings and secret files."""
    cache.clear()
    ways = [
        SignOn(
            name="nhsmail",
            label="NHSmail",
            profile="oidc",
            issuer=issuers["nhsmail"],
            client_id="carepost",
            trusted_domains=["y90001.example"],
        ),
        SignOn(name="cis2", label="NHS CIS2", profile="cis2", issuer=issuers["cis2"], client_id="carepost"),
    ]
    with set_up(live_server.url, ways):
        yield live_server.url


@pytest.fixture
def browser(site: str) -> Iterator[Browser]:
    one = Browser(site)
    yield one
    one.session.close()


@pytest.fixture
def alice(committed_cast: Cast) -> Person:
    return with_steps(committed_cast.alice)


@pytest.fixture
def bob(committed_cast: Cast) -> Person:
    return with_steps(committed_cast.bob)
