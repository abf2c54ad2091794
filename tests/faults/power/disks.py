"""A disk whose power can be cut: ext4 in a file, of which a copy is taken in one instant (a clone, on btrfs).

What was written and not flushed is in the memory of the kernel and not in that file, so that it is not in the copy:
a power cut, without cutting anybody's power. It needs root, loop devices, ext4 and btrfs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.faults.storms.private import Private


class Disk(Protocol):
    @property
    def home(self) -> Path:
        """Where the instance lives."""

    def cut(self, number: int, server: Private) -> None:
        """The power goes, and comes back."""

    @contextmanager
    def found(self, number: int) -> Iterator[Path]:
        """The instance's home as that cut left it."""


@dataclass(frozen=True)
class FragileDisk:
    folder: Path

    def __str__(self) -> str:
        return "power cuts of a disk (ext4 in a file, cloned in an instant)"

    @property
    def home(self) -> Path:
        return self.folder / "disk" / "home"

    def cut(self, number: int, server: Private) -> None:
        _run("cp", "--reflink=always", self.folder / "outer/disk.img", self._copy(number))

    @contextmanager
    def found(self, number: int) -> Iterator[Path]:
        with _mounted(self._copy(number), self.folder / "found"):
            yield self.folder / "found" / "home"
        self._copy(number).unlink()

    def _copy(self, number: int) -> Path:
        return self.folder / f"outer/cut-{number}.img"


@dataclass(frozen=True)
class PlainFolder:
    """Where no file can be mounted as a disk: all that can be had is that everything is killed at once."""

    folder: Path

    def __str__(self) -> str:
        return "NO power cuts, for this machine mounts no files as disks: the database was killed instead"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def cut(self, number: int, server: Private) -> None:
        server.kill()
        leave_out = shutil.ignore_patterns("*.s.PGSQL*")
        shutil.copytree(self.home, self.folder / f"cut-{number}", symlinks=True, ignore=leave_out)
        server.restart()

    @contextmanager
    def found(self, number: int) -> Iterator[Path]:
        yield self.folder / f"cut-{number}"
        shutil.rmtree(self.folder / f"cut-{number}")


@contextmanager
def fragile_disk(folder: Path) -> Iterator[Disk]:
    """One of 2 GB at most, in a short folder of its own, unmounted at the end; or the next best."""
    if os.geteuid() or not all(map(shutil.which, ("mkfs.btrfs", "mkfs.ext4"))) or not _can_mount(folder):
        yield PlainFolder(folder)
        return
    outer = folder / "outer.img"
    _make(outer, 2048, "mkfs.btrfs", "-q")
    with _mounted(outer, folder / "outer"):
        _make(folder / "outer/disk.img", 800, "mkfs.ext4", "-q")
        with _mounted(folder / "outer/disk.img", folder / "disk"):
            disk = FragileDisk(folder)
            disk.home.mkdir(mode=0o711)
            yield disk


def _can_mount(folder: Path) -> bool:
    tried = folder / "tried.img"
    _make(tried, 8, "mkfs.ext4", "-q")
    try:
        with _mounted(tried, folder / "tried"):
            return True
    except subprocess.CalledProcessError:
        return False


def _make(file: Path, megabytes: int, *command: str) -> None:
    with file.open("wb") as made:
        made.truncate(megabytes * 1024 * 1024)  # holes: room is taken as it is written
    _run(*command, file)


@contextmanager
def _mounted(file: Path, place: Path) -> Iterator[None]:
    place.mkdir(exist_ok=True)
    _run("mount", "-o", "loop", file, place)
    try:
        yield
    finally:
        _unmount(place)


def _unmount(place: Path) -> None:
    """Once the last process of a database that was stopped has let go."""
    until = time.monotonic() + 20
    while subprocess.run(["umount", place], check=False, capture_output=True, timeout=120).returncode:
        assert time.monotonic() < until, f"{place} stays in use"
        time.sleep(0.1)


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=120)
