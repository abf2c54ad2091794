"""How we are registered at a provider."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from carepost.engines.single_sign_on.port import Down
from carepost.engines.single_sign_on.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """`key`: our private RSA key as PEM, named `key_id`; or `secret`. `back_url`: the one address they come back to."""

    name: str
    label: str
    issuer: str
    client_id: str
    profile: Profile
    back_url: str
    trusted_domains: frozenset[str] = frozenset()
    secret: str = field(default="", repr=False)
    key: bytes = field(default=b"", repr=False)
    key_id: str = ""
    ca_file: Path | None = None

    def check_whole(self) -> None:
        """Down where what lets us in is missing."""
        if self.profile.client_algorithm and not self.key:
            raise Down(f"The private key secrets/sign-on-{self.name}.key is missing.")
        if not self.profile.client_algorithm and not self.secret:
            raise Down(f"The client secret secrets/sign-on-{self.name}.secret is missing.")
