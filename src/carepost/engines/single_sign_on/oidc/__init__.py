"""OpenID Connect, the authorization code flow with PKCE, by Authlib and joserfc."""

from __future__ import annotations

from carepost.engines.single_sign_on.oidc.client import OidcProvider
from carepost.engines.single_sign_on.oidc.registration import Registration

__all__ = ["OidcProvider", "Registration"]
