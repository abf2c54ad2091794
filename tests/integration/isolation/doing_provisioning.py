"""The verbs about lists of people and directories, called as the doors call them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carepost.domain.provisioning.models import ProvisioningToken
from carepost.ground.kernel import Actor
from scripts.reference.verbs import Verb

LIST = b"email,given name,family name\npriya.nair@nhs.example,Priya,Nair\n"


def _import(verb: Verb, actor: Actor, *_: object) -> object:
    return verb.function(actor=actor, raw=LIST)


def _end(verb: Verb, actor: Actor, of: Any, *_: object) -> object:
    with of.desk.acting():
        token = ProvisioningToken.objects.of(of.desk.id).earliest("id")
    return verb.function(actor=actor, token_id=token.id)


def _make(verb: Verb, actor: Actor, *_: object) -> object:
    return verb.function(actor=actor, name="The trust")


def _list(verb: Verb, actor: Actor, *_: object) -> object:
    return verb.function(actor=actor)


PROVISIONING: dict[str, Callable[..., object]] = {
    "provisioning.importing.look_at_list": _import,
    "provisioning.importing.import_people": _import,
    "provisioning.tokens.end_token": _end,
    "provisioning.tokens.make_token": _make,
    "provisioning.tokens.tokens_of": _list,
}
