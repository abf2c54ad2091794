"""Who is at the providers, and what they know of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.test import override_settings

from carepost.config.instance import Instance, SignOn
from carepost.config.single_sign_on import providers
from carepost.domain.identity.models import Person, SignOnLink
from carepost.domain.ledger.models import Entry
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, clock
from tests.cast import Cast

PASSWORD = "made up words for a test"
SECRET = "JBSWY3DPEHPK3PXP"
CIS2_ID = "999000000018"
ALICES, BOBS = "alice@y90001.example", "bob@y90001.example"
PEOPLE: dict[str, dict[str, Any]] = {
    "alice-there": {"name": "Aisha Barton", "email": ALICES, "email_verified": True},
    "bob-unproved": {"name": "Bob Okafor", "email": BOBS, "email_verified": False},
    "bob-proved": {"name": "Bob Okafor", "email": BOBS, "email_verified": True},
    "nobody-here": {"name": "New Person", "email": "new@y90001.example", "email_verified": True},
    "elsewhere": {"name": "Bob Okafor", "email": "bob@private.example", "email_verified": True},
    CIS2_ID: {
        "name": "BARTON Aisha (Dr)",
        "nhsid_useruid": CIS2_ID,
        "nhsid_nrbac_roles": [
            {"org_code": "Y90001", "role_code": "S8000:G8000:R8000", "role_name": "Clinical Practitioner"},
            {"org_code": "Y90999", "role_code": "S8001:G8001:R8001", "role_name": "Nurse"},
        ],
    },
}


@contextmanager
def set_up(url: str, ways: list[SignOn]) -> Iterator[None]:
    with override_settings(INSTANCE=Instance(public_url=url, single_sign_on=ways)):
        providers.cache_clear()
        yield
    providers.cache_clear()


def with_steps(actor: Actor) -> Person:
    """With a password and an app of their own."""
    person = Person.objects.get(id=actor.person_id)
    person.set_password(PASSWORD)
    person.save()
    totp.TOTP.activate(person, SECRET)
    return person


def linked(person: Person, issuer: str, subject: str) -> SignOnLink:
    return SignOnLink.objects.create(person=person, issuer=issuer, subject=subject, linked_at=clock.now())


def code() -> str:
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30))


def ledger(cast: Cast) -> list[str]:
    with acting_for(cast.riverside.practice.id):
        return list(Entry.objects.order_by("id").values_list("event", flat=True))
