from __future__ import annotations

from pathlib import Path

import pytest

from carepost.ground.vault import FolderStore, Vault, master


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def key() -> bytes:
    return master.new_key()


@pytest.fixture
def vault(root: Path, key: bytes) -> Vault:
    return Vault(FolderStore(root), key)
