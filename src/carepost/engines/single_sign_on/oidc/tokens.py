"""Whether a token is the provider's, for us, now (OpenID Connect Core 3.1.3.7; Back-Channel Logout 2.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeGuard

from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import JoseError

from carepost.engines.single_sign_on.oidc.documents import Documents
from carepost.engines.single_sign_on.oidc.registration import Registration
from carepost.engines.single_sign_on.port import Attempt, SignedOut, Unbelieved
from carepost.ground.kernel import clock

LEEWAY = 60
"""seconds by which clocks may differ"""
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_TYPES = {None, "JWT", "logout+jwt"}
LOGOUT_AGE = 300
"""seconds after which a notice of signing out is too old, unless it says so sooner itself"""
LARGEST = 100_000
WRONG = (JoseError, ValueError, TypeError, KeyError, AttributeError)
"""what the libraries raise for what they cannot believe or read"""

Claims = dict[str, Any]
"""Any: as they came, with a signature that is right"""


def opened(token: str, documents: Documents, algorithms: Sequence[str]) -> tuple[Claims, Claims]:
    """Header and claims of a token whose signature is right, by a key the provider publishes for signatures."""
    if len(token) > LARGEST:
        raise Unbelieved("A token is too long.")
    try:
        key_id = jws.extract_compact(token.encode()).headers().get("kid")
        keys = documents.keys(key_id if isinstance(key_id, str) else None)
        if key_id is None and len(keys.keys) != 1:
            raise Unbelieved("A token does not say by which key it is signed.")
        found = jwt.decode(token, keys, algorithms=list(algorithms))
    except WRONG as error:
        raise Unbelieved(f"A token is not signed as it should be ({type(error).__name__}).") from error
    return found.header, found.claims


def check_id_token(
    header: Claims, claims: Claims, of: Registration, attempt: Attempt, access_token: str
) -> None:
    _check_ours(claims, of)
    told = CodeIDToken(
        claims,
        header,
        params={"nonce": attempt.nonce, "client_id": of.client_id, "access_token": access_token},
    )
    try:
        told.validate(now=_now(), leeway=LEEWAY)
    except WRONG as error:
        raise Unbelieved(f"The identity is not as it should be ({type(error).__name__}).") from error
    if claims.get("nonce") != attempt.nonce:
        raise Unbelieved("The identity is for another sign-in.")
    shown = claims.get("auth_time")
    if shown is not None and not (_is_number(shown) and shown >= attempt.began - LEEWAY):
        raise Unbelieved("Nobody was asked anew who they are: it is the last person's sign-in.")


def check_signed_out(header: Claims, claims: Claims, of: Registration) -> SignedOut:
    _check_ours(claims, of)
    _check_recent(claims.get("iat"), claims.get("exp"))
    events, token_id = claims.get("events"), claims.get("jti")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT), dict):
        raise Unbelieved("A token that is no notice of signing out was sent as one.")
    if (
        header.get("typ") not in LOGOUT_TYPES
        or "nonce" in claims
        or not token_id
        or not isinstance(token_id, str)
    ):
        raise Unbelieved("A notice of signing out is not as it should be.")
    subject, session = claims.get("sub", ""), claims.get("sid", "")
    if not (isinstance(subject, str) and isinstance(session, str) and (subject or session)):
        raise Unbelieved("A notice of signing out names nobody.")
    until = clock.now() + timedelta(seconds=LOGOUT_AGE + 2 * LEEWAY)
    return SignedOut(issuer=of.issuer, token_id=token_id, until=until, subject=subject, session=session)


def _check_ours(claims: Claims, of: Registration) -> None:
    """From this issuer, and for us alone: what others may use too, others may have been given."""
    if claims.get("iss") != of.issuer:
        raise Unbelieved("A token is from another issuer.")
    if claims.get("aud") not in (of.client_id, [of.client_id]):
        raise Unbelieved("A token is for somebody else.")


def _check_recent(issued: object, ends: object) -> None:
    """`ends` may be left out: older providers say only when it was."""
    now = _now()
    if not _is_number(issued) or not now - LOGOUT_AGE - LEEWAY <= issued <= now + LEEWAY:
        raise Unbelieved("A notice of signing out is of another time.")
    if ends is not None and not (_is_number(ends) and ends > now - LEEWAY):
        raise Unbelieved("A notice of signing out is of another time.")


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _now() -> int:
    return int(clock.now().timestamp())
