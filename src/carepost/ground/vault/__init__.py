"""Letters and files at rest: encrypted for one custodian each, whole or not there, and never overwritten."""

from __future__ import annotations

from carepost.ground.vault import master
from carepost.ground.vault.folder import FolderStore
from carepost.ground.vault.sealing import Tampered
from carepost.ground.vault.store import Store
from carepost.ground.vault.vault import Vault

__all__ = ["FolderStore", "Store", "Tampered", "Vault", "master"]
