"""The only place that picks adaptors: where the vault keeps bytes, who parses mail, which key signs tokens."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from carepost.config.instance import Instance
from carepost.ground.mailkit.child import ParserChild
from carepost.ground.mailkit.tokens import TokenKey
from carepost.ground.vault import FolderStore, Vault


class InstanceAdaptors:
    """Adaptors of this instance, each made once per process, on first use."""

    @cache  # noqa: B019  (one instance per process, for its whole life)
    def vault(self) -> Vault:
        return Vault(FolderStore(_instance().home / "vault"), _secret("master.key"))

    @cache  # noqa: B019
    def parser(self) -> ParserChild:
        return ParserChild()

    @cache  # noqa: B019
    def token_key(self) -> TokenKey:
        return TokenKey(_secret("token.key"))


def _instance() -> Instance:
    return settings.INSTANCE


def _secret(name: str) -> bytes:
    found = _instance().secret(name)
    if found is None:
        raise ImproperlyConfigured(
            f"The secret {name} is missing from {_instance().secrets}. `carepost init` makes it."
        )
    return found


ADAPTORS = InstanceAdaptors()
