"""From claims to who somebody is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carepost.engines.single_sign_on.port import Identity, NationalRole, Unbelieved
from carepost.engines.single_sign_on.profiles import Profile

LONGEST_SUBJECT = 255
"""OpenID Connect Core 2"""
TOLD = {"email", "email_verified", "name", "nhsid_useruid", "nhsid_nrbac_roles"}
"""what user information may add; who it is and how they showed it stands in the signed token alone"""


def identity(issuer: str, profile: Profile, token: dict[str, Any], told: dict[str, Any]) -> Identity:
    """`token`: claims of the identity token; `told`: those and what user information adds. Any: as they came."""
    subject = token.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Unbelieved("The identity names nobody.")
    return Identity(
        issuer=issuer,
        subject=subject,
        session=_words(token.get("sid")),
        email=_words(told.get("email")).lower(),
        email_proved=told.get("email_verified") is True,
        name=_words(told.get("name")),
        second_step=profile.proves_second_step(token),
        user_id=_words(told.get("nhsid_useruid")),
        roles=tuple(_roles(told.get("nhsid_nrbac_roles"))),
    )


def _roles(found: object) -> Iterator[NationalRole]:
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and (ods_code := _words(one.get("org_code"))):
            yield NationalRole(
                ods_code=ods_code, code=_words(one.get("role_code")), name=_words(one.get("role_name"))
            )


def _words(value: object) -> str:
    return value[:LONGEST_SUBJECT] if isinstance(value, str) else ""
