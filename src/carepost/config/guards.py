"""What must be so before anything is served: the app's login owns nothing, and the vault is the one that was filled."""

from __future__ import annotations

from carepost.config.instance import Instance
from carepost.domain.tenancy.login import check_login
from carepost.ground.kernel import Unavailable

__all__ = ["check_login", "check_vault", "vault_is_lost"]


def vault_is_lost(instance: Instance) -> bool:
    """Practices without a key among them all: each was given one when it was founded, so the folder is not theirs."""
    from carepost.domain.organisations.models import Practice

    keys = instance.home / "vault" / "keys"
    return Practice.objects.exists() and not (keys.is_dir() and any(keys.iterdir()))


def check_vault(instance: Instance) -> None:
    """Unavailable where it is not mounted: letters taken in now would lie under another key, below what comes back."""
    if vault_is_lost(instance):
        raise Unavailable(
            f"{instance.home / 'vault'} holds no key, though there are practices: it is not mounted, or is lost. Mount "
            "it, or restore vault/ from a backup, then start again. Until then no mail is taken in, and none is lost."
        )
