"""A provider that may lie, and us as it knows us."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
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
        """As they should be; a change to None leaves a claim out."""
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
        return {name: value for name, value in (right | changes).items() if value is not None}

    def notice(self, **changes: Any) -> str:
        """Somebody signed out, as the provider says it; changes as above."""
        right = self.claims(nonce=None, email=None, email_verified=None) | {
            "jti": "once",
            "sid": "session-1",
            "events": {LOGOUT: {}},
        }
        said = {name: value for name, value in (right | changes).items() if value is not None}
        return self.there.sign(said, typ="logout+jwt")

    def come_back(self, token: str, **answer: str) -> Identity:
        self.there.id_token = lambda: token
        return self.us.finish(self.attempt, {"code": "c", "state": self.attempt.state, **answer})


@pytest.fixture
def there() -> Iterator[CrookedProvider]:
    with CrookedProvider() as provider:
        yield provider


@pytest.fixture
def table(there: CrookedProvider) -> Table:
    return Table(there)
