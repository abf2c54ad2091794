"""The practice's own computers: enrolled and ended by an administrator, and found again by what they hold (A6)."""

from __future__ import annotations

import secrets
from uuid import UUID

from carepost.actions.permissions import check_administrator
from carepost.domain.identity.models import Person
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations import devices
from carepost.domain.organisations.models import Device
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Refused, clock

LONGEST_NAME = 100


def enrol_device(*, actor: Actor, name: str) -> tuple[Device, str]:
    """The computer, and the secret that its browser keeps: only its hash is here."""
    check_administrator(actor)
    called = " ".join(name.split())[:LONGEST_NAME]
    if not called:
        raise Refused("Say what people here call this computer, such as: Front desk, left.")

    secret = secrets.token_urlsafe(32)
    device = Device.objects.create(
        practice_id=actor.practice_id,
        name=called,
        secret_hash=devices.hashed(secret),
        enrolled_by_id=UUID(actor.id),
        enrolled_at=clock.now(),
    )

    record(actor=actor, event=Event.DEVICE_ENROLLED, about={"device": device.id}, detail={"name": called})
    return device, secret


def end_device(*, actor: Actor, device_id: UUID) -> None:
    """From the next request on, nobody can change places there."""
    check_administrator(actor)
    device = Device.objects.one_for_update(actor.practice_id, device_id)
    if device.ended_at is not None:
        return

    device.ended_at = clock.now()
    device.save(update_fields=["ended_at"])

    record(actor=actor, event=Event.DEVICE_ENDED, about={"device": device.id}, detail={"name": device.name})


def list_devices(*, actor: Actor) -> list[Device]:
    check_administrator(actor)
    return devices.devices_of(actor.practice_id)


def recognise_device(*, practice_id: UUID, secret: str) -> Device | None:
    """Which of the practice's computers a browser says it is."""
    with acting_for(practice_id):
        return devices.device_with(practice_id, secret)


def people_today(*, device: Device) -> list[Person]:
    """Who may come back there by key alone."""
    with acting_for(device.practice_id):
        return devices.signed_in_today(device)


def signed_in_whole(*, device: Device, person_id: UUID) -> None:
    """From now until midnight, a key is enough for them there."""
    with acting_for(device.practice_id):
        devices.note_full_sign_in(device, person_id)
