"""Small secret files: readable by their owner only, whole or absent."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def new_password() -> str:
    return secrets.token_urlsafe(32)


def write(path: Path, text: str, mode: int = 0o600) -> None:
    """Put `text` at `path` in one step, so that a crash leaves the old file or the new one."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), mode)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
