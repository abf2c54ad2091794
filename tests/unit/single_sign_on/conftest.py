"""A provider that may lie, and us as it knows us."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from carepost.engines.single_sign_on.oidc import OidcProvider, Registration
from carepost.engines.single_sign_on.port import Attempt, Identity
from carepost.engines.single_sign_on.profiles import PROFILES
from tests.doubles.crooked_provider import CrookedProvider

OUR_KEY = RSAKey.generate_key(2048)
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass
class Table:
    """A sign-in that went to the provider and is on its way back."""

    there: CrookedProvider
    profile: str = "oidc"
    us: OidcProvider = field(init=False)
    url: str = field(init=False)
    attempt: Attempt = field(init=False)

    def __post_init__(self) -> None:
        self.us = OidcProvider(
            Registration(
                name="made-up",
                label="Made up",
                issuer=self.there.issuer,
                client_id="carepost",
                profile=PROFILES[self.profile],
                back_url="http://localhost:8000/sign-on/made-up/back",
                secret="made up",
                key=OUR_KEY.as_pem(private=True),
            )
        )
        self.url, self.attempt = self.us.begin()

    def claims(self, **changes: Any) -> dict[str, Any]:
        """As they should be; a change to None leaves a claim out, one to a length of time counts from now."""
        now = int(time.time())
        right = {
            "iss": self.there.issuer,
            "sub": "somebody",
            "aud": "carepost",
            "iat": now,
            "exp": now + 300,
            "nonce": self.attempt.nonce,
            "email": "a@y90001.example",
            "email_verified": True,
        }
        return _said(right | changes)

    def notice(self, **changes: Any) -> str:
        """Somebody signed out, as the provider says it; changes as above."""
        right = self.claims(nonce=None, email=None, email_verified=None) | {
            "jti": "once",
            "sid": "session-1",
            "events": {LOGOUT: {}},
        }
        return self.there.sign(_said(right | changes), typ="logout+jwt")

    def come_back(self, token: str, **answer: str) -> Identity:
        self.there.id_token = lambda: token
        return self.us.finish(self.attempt, {"code": "c", "state": self.attempt.state, **answer})


def _said(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: _moment(value) for name, value in claims.items() if value is not None}


def _moment(value: Any) -> Any:
    return int(time.time() + value.total_seconds()) if isinstance(value, timedelta) else value


@pytest.fixture
def there() -> Iterator[CrookedProvider]:
    with CrookedProvider() as provider:
        yield provider


@pytest.fixture
def table(there: CrookedProvider) -> Table:
    return Table(there)
