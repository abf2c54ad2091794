"""One provider: there, back, and what it says by itself."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Mapping
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.jwk import RSAKey

from carepost.engines.single_sign_on.oidc import people, tokens, wire
from carepost.engines.single_sign_on.oidc.documents import Documents
from carepost.engines.single_sign_on.oidc.registration import Registration
from carepost.engines.single_sign_on.port import Attempt, Down, Identity, SignedOut, Unbelieved

ASSERTION_LIVES = 120
"""seconds; CIS2 allows five minutes"""


class OidcProvider:
    """Keeps to OpenID Connect Core 1.0 by code with PKCE (RFC 7636), and to RFC 9700 and 9207 against mix-ups."""

    def __init__(self, registration: Registration) -> None:
        self._of = registration
        self._documents = Documents(registration)
        self.name, self.label = registration.name, registration.label
        self.issuer, self.trusted_domains = registration.issuer, registration.trusted_domains

    def begin(self) -> tuple[str, Attempt]:
        """Whoever sits there is asked anew: the last person's sign-in at a shared computer is nobody else's."""
        attempt = Attempt(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            began=time.time(),
        )
        wanted = {"nonce": attempt.nonce, "prompt": "login"}
        if self._of.profile.acr_asked:
            wanted["acr_values"] = self._of.profile.acr_asked
        with self._session() as session:
            url, _ = session.create_authorization_url(
                self._documents.metadata().authorization,
                state=attempt.state,
                code_verifier=attempt.verifier,
                **wanted,
            )
        return str(url), attempt

    def finish(self, attempt: Attempt, answer: Mapping[str, str]) -> Identity:
        """1. the answer is this provider's; 2. its code for tokens; 3. the identity believed; 4. more asked about."""
        self._check_answer(attempt, answer)
        found = self._tokens(answer["code"], attempt)
        header, claims = tokens.opened(found["id_token"], self._documents, self._of.profile.algorithms)
        tokens.check_id_token(header, claims, self._of, attempt, found["access_token"])
        told = claims | self._more(claims, found["access_token"])
        return people.identity(self._of.issuer, self._of.profile, claims, told)

    def signed_out(self, token: str) -> SignedOut:
        header, claims = tokens.opened(token, self._documents, self._of.profile.algorithms)
        return tokens.check_signed_out(header, claims, self._of)

    def public_keys(self) -> list[dict[str, Any]]:
        if not self._of.profile.client_algorithm or not self._of.key:
            return []
        key, algorithm = self._key(), self._of.profile.client_algorithm
        return [key.as_dict(private=False, kid=self._key_id(), use="sig", alg=algorithm)]

    def check(self) -> float:
        self._of.check_whole()
        self._documents.keys(None)
        return self._documents.clock_ahead()

    def _check_answer(self, attempt: Attempt, answer: Mapping[str, str]) -> None:
        issuer = answer.get("iss")
        if issuer != self._of.issuer and (issuer is not None or self._documents.metadata().names_itself):
            raise Unbelieved("The answer is another provider's.")
        if not hmac.compare_digest(answer.get("state", ""), attempt.state):
            raise Unbelieved("The answer is to another sign-in.")
        if "error" in answer or not answer.get("code"):
            raise Unbelieved("The provider let nobody in.")

    def _tokens(self, code: str, attempt: Attempt) -> dict[str, str]:
        """A code is good once, and only with the verifier of the same browser."""
        try:
            with self._session() as session:
                found = session.fetch_token(
                    self._documents.metadata().token,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=attempt.verifier,
                    timeout=wire.PATIENCE,
                    allow_redirects=False,
                )
        except OAuthError as error:
            raise Unbelieved("The provider took the code back.") from error
        except (requests.RequestException, ValueError) as error:
            raise Down(f"It gave no tokens ({type(error).__name__}).") from error
        both = {name: found.get(name) for name in ("id_token", "access_token")}
        if not all(isinstance(one, str) and one for one in both.values()):
            raise Unbelieved("The provider gave no identity.")
        return both

    def _more(self, claims: dict[str, Any], access_token: str) -> dict[str, Any]:
        """What is told about the same person only when asked for; signed or not, as the provider does it."""
        address = self._documents.metadata().userinfo
        if not address or not (self._of.profile.asks_userinfo or "email" not in claims):
            return {}
        answer = wire.get(address, ca_file=self._of.ca_file, bearer=access_token)
        if answer.kind.startswith("application/jwt"):
            signed = answer.body.decode("ascii", "replace")
            _, told = tokens.opened(signed, self._documents, self._of.profile.algorithms)
        else:
            told = answer.json()
        if told.get("sub") != claims.get("sub"):
            raise Unbelieved("What was told is about somebody else.")
        return {name: value for name, value in told.items() if name in people.TOLD}

    def _session(self) -> OAuth2Session:
        self._of.check_whole()
        signs = self._of.profile.client_algorithm
        session = OAuth2Session(
            self._of.client_id,
            self._key() if signs else self._of.secret,
            token_endpoint_auth_method="private_key_jwt" if signs else "client_secret_post",
            scope=self._of.profile.scope,
            redirect_uri=self._of.back_url,
            code_challenge_method="S256",
        )
        session.verify = wire.trust(self._of.ca_file)
        if signs:
            ends = {"exp": int(time.time()) + ASSERTION_LIVES}
            session.register_client_auth_method(
                PrivateKeyJWT(claims=ends, headers={"kid": self._key_id(), "typ": "JWT"}, alg=signs)
            )
        return session

    def _key(self) -> RSAKey:
        try:
            return RSAKey.import_key(self._of.key)
        except ValueError as error:
            raise Down(f"The private key secrets/sign-on-{self.name}.key cannot be read.") from error

    def _key_id(self) -> str:
        return self._of.key_id or self._key().thumbprint()
