"""Files that hold one message each: a folder of .eml, all its folders included, or a single one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carepost.engines.intake.sources.files.octets import GONE, Unread, name_of, whole
from carepost.engines.intake.sources.files.port import FROM_A_FILE, Filed, NotRead
from carepost.engines.intake.sources.files.walk import size_of

SUFFIX = ".eml"


class Letters:
    def __init__(self, files: list[Path], largest: int, *, shut: list[NotRead], passed_over: int = 0) -> None:
        """`files` in the order they are numbered in; `shut` are folders that could not be looked into."""
        self._files = files
        self._largest = largest
        self._shut = shut
        self.passed_over = passed_over
        self.octets = sum(map(size_of, files))

    @property
    def kind(self) -> str:
        return "one message" if len(self._files) == 1 else f"a folder of {len(self._files):,} messages"

    def __iter__(self) -> Iterator[Filed | NotRead]:
        yield from self._shut
        upto = 0
        for number, path in enumerate(self._files, start=1):
            upto += size_of(path)
            yield self._one(path, f"file {number:,} of {len(self._files):,}", upto)

    def _one(self, path: Path, place: str, upto: int) -> Filed | NotRead:
        try:
            raw = whole(path, self._largest)
        except Unread as why:
            return NotRead(place, str(why), upto)
        except FileNotFoundError:
            return NotRead(place, GONE, upto)
        return Filed(f"{FROM_A_FILE}{name_of(path)}", raw, place, upto)
