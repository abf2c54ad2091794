"""The verbs about the practice's computers, called as the doors call them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carepost.domain.organisations.models import Device
from carepost.ground.kernel import Actor
from scripts.reference.verbs import Verb


def _end(verb: Verb, actor: Actor, of: Any, *_: object) -> object:
    with of.desk.acting():
        device = Device.objects.of(of.desk.id).earliest("enrolled_at")
    return verb.function(actor=actor, device_id=device.id)


def _enrol(verb: Verb, actor: Actor, *_: object) -> object:
    return verb.function(actor=actor, name="Front desk")


def _list(verb: Verb, actor: Actor, *_: object) -> object:
    return verb.function(actor=actor)


DEVICES: dict[str, Callable[..., object]] = {
    "practices.devices.end_device": _end,
    "practices.devices.enrol_device": _enrol,
    "practices.devices.list_devices": _list,
}
