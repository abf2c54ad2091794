"""One file of an export: `<sha256>.eml`, whole or not there, read back and compared."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from hashlib import file_digest, sha256
from pathlib import Path

from carepost.ground.kernel import Refused, Unavailable
from carepost.ground.vault.files import UNFINISHED, put_whole

SENT = "sent"
_OURS = re.compile(r"[0-9a-f]{64}\.eml")


class Became(StrEnum):
    WRITTEN = "written"
    PRESENT = "present"
    REPLACED = "replaced"


def ready(folder: Path) -> None:
    """Make the folder; Refused if it holds anything that no earlier export wrote."""
    with _troubles(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        strange = [entry for entry in os.scandir(folder) if not _is_ours(entry)]
    if strange:
        raise Refused(
            f"{folder} holds other things ({len(strange):,}). Give a folder that is empty, is not there yet, "
            "or holds an earlier export."
        )


def write(folder: Path, digest: str, raw: bytes) -> Became:
    """Put the original of this SHA-256 into the folder; a file of that name with other bytes is replaced."""
    place = folder / f"{digest}.eml"
    with _troubles(folder):
        there = os.path.lexists(place)
        if there:
            place.unlink()
        put_whole(place, raw)
        if not holds(folder, digest):
            raise OSError(errno.EIO, "what was written is not what is read")
    return Became.REPLACED if there else Became.WRITTEN


def holds(folder: Path, digest: str) -> bool:
    """Whether the original is there already, to the byte."""
    place = folder / f"{digest}.eml"
    if place.is_symlink() or not place.is_file():
        return False
    with place.open("rb") as file:
        return file_digest(file, sha256).hexdigest() == digest


def _is_ours(entry: os.DirEntry[str]) -> bool:
    if entry.name == SENT:
        return entry.is_dir(follow_symlinks=False)
    return bool(_OURS.fullmatch(entry.name)) or entry.name.startswith(UNFINISHED)


@contextmanager
def _troubles(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        raise Unavailable(
            f"{folder} cannot be written to: {trouble.strerror or 'no reason given'}. What is there is whole. "
            "Mend that and run the same command again: it goes on where it stopped."
        ) from trouble
