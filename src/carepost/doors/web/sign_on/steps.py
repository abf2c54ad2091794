"""What single sign-on has proved, remembered in the session until the whole of signing in is done."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.http import HttpRequest

from carepost.actions.people.sign_on import Meant, came_by, find_link, link
from carepost.domain.identity.models import Person, Sitting
from carepost.engines.single_sign_on.port import Identity

SIGN_ON, PASSWORD, SECOND = "sign-on", "password", "mfa"
TEXT = "text"
"""in the record of a second step: it was a code by text message"""
LASTS = 900
"""seconds between the first step and the last"""


@dataclass(frozen=True, slots=True)
class Shown:
    """`linked`: the subject is this person already; else only their own second step, if `proved`, says so."""

    label: str
    issuer: str
    subject: str
    session: str
    linked: bool
    second_step: bool
    proved: bool


def remember(request: HttpRequest, *, label: str, meant: Meant, identity: Identity) -> None:
    """What the provider says of a second step counts only for whom it is linked to."""
    linked = meant.link is not None
    record_authentication(
        request,
        meant.person,
        SIGN_ON,
        label=label,
        issuer=identity.issuer,
        subject=identity.subject,
        session=identity.session,
        linked=linked,
        second_step=linked and identity.second_step,
    )


def shown(request: HttpRequest, person: Person) -> Shown | None:
    """None unless the last first step of this person in this session was single sign-on."""
    records = get_authentication_records(request, person)
    last = next((one for one in reversed(records) if one["method"] in {SIGN_ON, PASSWORD}), None)
    if last is None or last["method"] != SIGN_ON or time.time() - last["at"] > LASTS:
        return None
    proved = any(one["method"] == SECOND and one["at"] >= last["at"] and not _text(one) for one in records)
    told = {name: last[name] for name in ("label", "issuer", "subject", "session", "linked", "second_step")}
    return Shown(**told, proved=proved)


def remember_text(request: HttpRequest, person: Person) -> None:
    record_authentication(request, person, SECOND, type=TEXT)


def came_by_text(request: HttpRequest, person: Person) -> bool:
    """The last second step of this person in this session was a code by text message."""
    steps = [one for one in get_authentication_records(request, person) if one["method"] == SECOND]
    return bool(steps) and _text(steps[-1])


def _text(record: dict[str, Any]) -> bool:  # Any: what allauth keeps of a step
    return record.get("type") == TEXT


def seat(request: HttpRequest, person: Person, sitting: Sitting) -> None:
    """All steps are done. Whose address the provider vouched for is linked now, for their second step was theirs."""
    found = shown(request, person)
    if found is None:
        return
    if found.linked:
        linked = find_link(person_id=person.id, issuer=found.issuer, subject=found.subject)
    elif found.proved:
        linked = link(person=person, label=found.label, issuer=found.issuer, subject=found.subject)
    else:
        linked = None
    if linked is not None:
        came_by(link=linked, sitting=sitting, session=found.session)
