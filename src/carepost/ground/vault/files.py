"""Putting a file in its place so that a kill or a power cut leaves all of it or nothing."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

UNFINISHED = (
    ".unfinished-"  # how a file begins its life; a killed writer leaves one behind, which nobody reads
)


def put_whole(place: Path, data: bytes, mode: int = 0o600) -> bool:
    """Keep the data at `place` and give True, or give False if a file is there already. In these steps:

    1. The bytes are in a file with a name of its own, and on the disk.
    2. That file is linked to its place, which fails if the place is taken.
    3. Its first name goes.
    4. The folder is on the disk; also when another process won step 2, which may have died before its step 4.
    """
    placed = _placed(place, data, mode)
    flush_folder(place.parent)
    return placed


def flush_folder(folder: Path) -> None:
    """Return when the names in this folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _placed(place: Path, data: bytes, mode: int) -> bool:
    unfinished = place.with_name(UNFINISHED + secrets.token_hex(8))
    try:
        _write(unfinished, data, mode)
        os.link(unfinished, place)
        return True
    except FileExistsError:
        return False
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _write(path: Path, data: bytes, mode: int) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    finally:
        os.close(file)
