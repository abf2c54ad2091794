"""A store in a folder of this machine."""

from __future__ import annotations

import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from carepost.ground.kernel import Unavailable
from carepost.ground.vault.files import UNFINISHED, flush_folder, put_whole

# No dots, so that no name can climb out of the folder or be taken for an unfinished file.
_PART = re.compile(r"[0-9a-z-]{1,64}")
_PROBE = b"Can this be kept?"
_FULL = {errno.ENOSPC, errno.EDQUOT}


class FolderStore:
    """Files of which each is whole or not there, and none is ever replaced."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._settled: set[Path] = set()

    def add(self, name: str, data: bytes) -> bool:
        place = self._path(name)
        with _disk_troubles():
            self._settle(place.parent)
            return put_whole(place, data)

    def read(self, name: str) -> bytes | None:
        with _disk_troubles():
            try:
                return self._path(name).read_bytes()
            except FileNotFoundError:
                return None

    def holds(self, prefix: str) -> bool:
        with _disk_troubles():
            return self._path(prefix).is_dir()

    def remove(self, name: str) -> None:
        place = self._path(name)
        with _disk_troubles(), suppress(FileNotFoundError):
            place.unlink(missing_ok=True)
            flush_folder(place.parent)

    def sweep(self, older_than: timedelta = timedelta(days=1)) -> int:
        """Clear away what killed writers left unfinished, and say how many files that were."""
        before = time.time() - older_than.total_seconds()
        swept = 0
        with _disk_troubles():
            for left in self.root.rglob(UNFINISHED + "*"):
                # Another process may still be writing a young one, or may sweep the same old one.
                with suppress(FileNotFoundError):
                    if left.stat().st_mtime < before:
                        left.unlink()
                        swept += 1
        return swept

    def room(self) -> int | None:
        with _disk_troubles():
            found = os.statvfs(self._standing())
        return found.f_bavail * found.f_frsize

    def check(self) -> None:
        with _disk_troubles():
            probe = self._standing() / (UNFINISHED + secrets.token_hex(8))
            try:
                probe.write_bytes(_PROBE)
                if probe.read_bytes() != _PROBE:
                    raise OSError(errno.EIO, "what was written is not what is read")
            finally:
                probe.unlink(missing_ok=True)

    def _standing(self) -> Path:
        """The folder; before the first letter, the one it will be made in."""
        return self.root if self.root.exists() else self.root.parent

    def _path(self, name: str) -> Path:
        parts = name.split("/")
        if not all(_PART.fullmatch(part) for part in parts):
            raise ValueError("not a name of this store")
        return self.root.joinpath(*parts)

    def _settle(self, folder: Path) -> None:
        """Make sure that the folder exists and is on the disk, once per folder and process.

        A folder found is flushed like one made: whoever made it may have been killed before flushing it.
        """
        if folder in self._settled:
            return
        if folder == self.root:
            folder.parent.mkdir(parents=True, exist_ok=True)
        else:
            self._settle(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        flush_folder(folder.parent)
        self._settled.add(folder)


@contextmanager
def _disk_troubles() -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        if trouble.errno in _FULL:
            raise Unavailable(
                "The disk that keeps the letters is full. Nothing was lost: this was not saved at all. "
                "Tell your administrator, who has to make room."
            ) from trouble
        raise Unavailable(
            "The disk that keeps the letters does not answer as it should. Try again in a few minutes, "
            "and tell your administrator if it goes on."
        ) from trouble
