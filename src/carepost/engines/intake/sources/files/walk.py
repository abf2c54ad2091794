"""Finding files below a folder, in an order that anybody can repeat, without following links."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from carepost.engines.intake.sources.files.octets import because
from carepost.engines.intake.sources.files.port import NotRead


class Shut:
    """Folders that could not be looked into. They are counted, for their names may be people's."""

    def __init__(self) -> None:
        self.found: list[NotRead] = []

    def add(self, trouble: OSError) -> None:
        place = f"folder {len(self.found) + 1} of those that do not open"
        self.found.append(NotRead(place, because(trouble), 0))


def below(root: Path) -> tuple[list[Path], list[NotRead]]:
    """Every file and link below `root`, sorted by the bytes of its path; and the folders that do not open."""
    shut = Shut()
    return sorted(_entries(root, shut), key=os.fsencode), shut.found


def _entries(root: Path, shut: Shut) -> Iterator[Path]:
    for folder, folders, files in os.walk(root, onerror=shut.add):
        here = Path(folder)
        yield from (here / name for name in files)
        yield from (here / name for name in folders if (here / name).is_symlink())


def size_of(path: Path) -> int:
    """0 where it cannot be asked: reading it will say why."""
    try:
        return path.lstat().st_size
    except OSError:
        return 0
