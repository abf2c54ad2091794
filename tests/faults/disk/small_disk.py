"""A disk that can be filled: a small one of its own where root may mount it, else one that is said to be full."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from carepost.ground.vault import files

MEGABYTE = 1024 * 1024


class Disk(Protocol):
    folder: Path

    def fill(self) -> None: ...
    def make_room(self) -> None: ...


@dataclass
class OwnDisk:
    """A file system in memory, of a few megabytes."""

    folder: Path

    def __str__(self) -> str:
        return "a disk of its own"

    def fill(self) -> None:
        """To the last byte: a large file, then a small one for what a large one does not fit into."""
        for number, size in enumerate((MEGABYTE, 4096, 1)):
            with (self.folder / f"filler-{number}").open("wb", buffering=0) as file, suppress(OSError):
                while file.write(b"x" * size):
                    pass
        assert shutil.disk_usage(self.folder).free == 0

    def make_room(self) -> None:
        for filler in self.folder.glob("filler-*"):
            filler.unlink()


@dataclass
class PretendedDisk:
    """No disk of our own to be had: the vault's writing is told of a full one, after half of what it writes."""

    folder: Path
    _write: Callable[..., None] = files._write

    def __str__(self) -> str:
        return "a disk that is only said to be full, for this user may mount none"

    def fill(self) -> None:
        def full(path: Path, data: bytes, mode: int) -> None:
            self._write(path, data[: len(data) // 2], mode)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        files._write = full

    def make_room(self) -> None:
        files._write = self._write


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """One of so many megabytes for the length of a test."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=711", "carepost-test", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pretended = PretendedDisk(folder)
        try:
            yield pretended
        finally:
            pretended.make_room()
        return
    try:
        yield OwnDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
