"""The practice's own computers, and who has signed in whole at them today."""

from __future__ import annotations

import hashlib
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Device, FullSignIn, Membership
from carepost.ground.kernel import clock

LONDON = ZoneInfo("Europe/London")


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def device_with(practice_id: UUID, secret: str) -> Device | None:
    """The enrolled computer that holds this secret."""
    return Device.objects.of(practice_id).filter(secret_hash=hashed(secret), ended_at=None).first()


def devices_of(practice_id: UUID) -> list[Device]:
    """Those enrolled now, by name."""
    enrolled = Device.objects.of(practice_id).filter(ended_at=None)
    return list(enrolled.select_related("enrolled_by__person").order_by("name", "id"))


def signed_in_today(device: Device) -> list[Person]:
    """Who signed in whole here since midnight and works at the practice, by name."""
    whole = FullSignIn.objects.of(device.practice_id).filter(device=device, at__gte=_midnight())
    here = Membership.objects.of(device.practice_id).filter(state=Membership.State.ACTIVE)
    people = Person.objects.filter(
        id__in=whole.values("person_id"), is_active=True, memberships__in=here
    ).distinct()
    return list(people.order_by("given_name", "family_name", "id"))


def note_full_sign_in(device: Device, person_id: UUID) -> None:
    FullSignIn.objects.update_or_create(
        practice_id=device.practice_id, device=device, person_id=person_id, defaults={"at": clock.now()}
    )


def forget_full_sign_ins(practice_id: UUID, person_id: UUID) -> None:
    """A key alone opens none of the practice's computers for them any more."""
    FullSignIn.objects.of(practice_id).filter(person_id=person_id).delete()


def _midnight() -> datetime:
    return datetime.combine(clock.now().astimezone(LONDON).date(), time(), tzinfo=LONDON)
