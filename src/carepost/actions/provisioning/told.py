"""What a directory says of somebody, read from its document: an address, a name, whether at work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from carepost.ground.kernel import Conflict, EmailAddress, Refused

Document = dict[str, Any]
"""Any: JSON in SCIM's names"""
LONGEST = 300


class Unfit(Refused):
    """A value that cannot be taken."""


class Taken(Conflict):
    """A value that another one has."""


def handle_of(kind: str, document: Document) -> str:
    """What there is once among those of a kind, in small letters."""
    attribute = "userName" if kind == "User" else "displayName"
    text = str(document.get(attribute) or "")
    if not text.strip():
        raise Unfit(f"{attribute} is missing or empty.")
    if len(text) > LONGEST or len(external_id_of(document)) > LONGEST:
        raise Unfit(f"{attribute} and externalId have at most {LONGEST} characters.")
    if "\\u0000" in json.dumps(document):
        raise Unfit("A value has a NUL character in it, which is not kept.")
    return text.lower()


def external_id_of(document: Document) -> str:
    return str(document.get("externalId") or "")


def addresses_of(document: Document) -> Iterator[EmailAddress]:
    """userName where it is an address, then the primary one, then the others that are."""
    for text in _written(document):
        with suppress(Refused):
            yield EmailAddress.parse(text)


def _written(document: Document) -> Iterator[str]:
    yield str(document.get("userName") or "")
    emails = document.get("emails") or []
    yield from (str(one.get("value") or "") for one in sorted(emails, key=lambda one: not one.get("primary")))


def names_of(document: Document) -> tuple[str, str]:
    """Given and family name; empty where it says none."""
    name = document.get("name") or {}
    given, family = (
        " ".join(str(name.get(part) or "").split())[:100] for part in ("givenName", "familyName")
    )
    return given, family


def says_at_work(document: Document) -> bool | None:
    """None where it does not say."""
    return document.get("active")


def members_of(document: Document) -> list[str]:
    """Ids of the users it puts into a group."""
    return [str(one.get("value") or "") for one in document.get("members") or []]
