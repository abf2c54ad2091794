"""A disk that can be filled: a small one of its own where root may mount it, else a limit on the size of files."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

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
class LimitedFiles:
    """No disk of our own to be had: no file of this process, or of its children to come, may grow at all."""

    folder: Path
    _before: tuple[int, int] = field(default_factory=lambda: resource.getrlimit(resource.RLIMIT_FSIZE))

    def __str__(self) -> str:
        return "a limit on the size of files"

    def fill(self) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (16, self._before[1]))

    def make_room(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """One of so many megabytes for the length of a test."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=711", "carepost-test", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        limited = LimitedFiles(folder)
        try:
            yield limited
        finally:
            limited.make_room()
        return
    try:
        yield OwnDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
