"""The two shapes of OpenID Connect we speak.

CIS2: digital.nhs.uk, "CIS2 Authentication": the sign-in journey, ACR and AMR values, user information.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Profile:
    """`algorithms`: signatures believed. `client_algorithm`: how we sign; empty where a secret is shared."""

    scope: str
    algorithms: tuple[str, ...]
    client_algorithm: str = ""
    acr_asked: str = ""
    strong_acr: frozenset[str] = frozenset()
    strong_amr: frozenset[str] = frozenset()
    asks_userinfo: bool = False

    def proves_second_step(self, claims: Mapping[str, Any]) -> bool:
        """Any: claims as they come. Nothing said is nothing proved."""
        amr = claims.get("amr")
        methods = {one for one in amr if isinstance(one, str)} if isinstance(amr, list) else set()
        return claims.get("acr") in self.strong_acr or bool(self.strong_amr & methods)


PROFILES = {
    # amr as RFC 8176 has it, and as Entra writes it
    "oidc": Profile(
        scope="openid profile email", algorithms=("RS256", "PS256"), strong_amr=frozenset({"mfa"})
    ),
    "cis2": Profile(
        scope="openid profile email nationalrbacaccess",
        algorithms=("RS256", "RS512"),
        client_algorithm="RS512",
        acr_asked="AAL2_OR_AAL3_ANY",
        strong_acr=frozenset({"AAL2_ANY", "AAL3_ANY", "AAL2_OR_AAL3_ANY"}),
        asks_userinfo=True,
    ),
}
