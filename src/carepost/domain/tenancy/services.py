"""What the rooms need from the outside, picked once by `config.adaptors` (the only place that knows which)."""

from __future__ import annotations

from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from carepost.ground.mailkit.child import ParserChild
from carepost.ground.mailkit.tokens import TokenKey
from carepost.ground.vault import Vault

INSTALLATION = UUID(int=0)
"""The custodian of what belongs to people and to no practice."""


class Adaptors(Protocol):
    def vault(self) -> Vault: ...
    def parser(self) -> ParserChild: ...
    def token_key(self) -> TokenKey: ...


def _adaptors() -> Adaptors:
    return cast(Adaptors, import_string(settings.CAREPOST_ADAPTORS))


def vault() -> Vault:
    return _adaptors().vault()


def parser() -> ParserChild:
    return _adaptors().parser()


def token_key() -> TokenKey:
    return _adaptors().token_key()
