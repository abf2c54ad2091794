"""The master key, which opens every custodian's key: made, kept in a file, and on paper for the worst day."""

from __future__ import annotations

import os
from pathlib import Path

from carepost.ground.kernel import Conflict, Unavailable
from carepost.ground.vault.files import put_whole
from carepost.ground.vault.recovery import fingerprint, from_recovery, recovery_sheet
from carepost.ground.vault.sealing import KEY_LENGTH

__all__ = ["fingerprint", "from_recovery", "load", "new_key", "recovery_sheet", "save"]


def new_key() -> bytes:
    """32 random bytes."""
    return os.urandom(KEY_LENGTH)


def load(path: Path) -> bytes:
    """The key in this file; Unavailable if there is none, or something else."""
    try:
        key = path.read_bytes()
    except PermissionError as problem:
        raise Unavailable(
            f"The master key in {path} may not be read by this account. Run it as the account that owns the file."
        ) from problem
    except OSError as problem:
        raise Unavailable(
            f"The master key cannot be read from {path}: {problem.strerror or 'no reason given'}. "
            "Put the file back, or make it again from the recovery sheet."
        ) from problem
    if len(key) != KEY_LENGTH:
        raise Unavailable(
            f"The master key in {path} is damaged: it has {len(key)} bytes and should have {KEY_LENGTH}. "
            "Make the file again from the recovery sheet."
        )
    return key


def save(path: Path, key: bytes) -> None:
    """Keep the key where only this account can read it; Conflict if a file is there already."""
    try:
        placed = put_whole(path, key, mode=0o400)
    except OSError as problem:
        raise Unavailable(
            f"The master key cannot be written to {path}: {problem.strerror or 'no reason given'}. "
            "Mend that, then start again."
        ) from problem
    if not placed:
        raise Conflict(
            f"There is a master key at {path} already. Replacing it would make every letter unreadable, "
            "so it was left alone. If it is really the wrong one, move it away first, and keep it."
        )
