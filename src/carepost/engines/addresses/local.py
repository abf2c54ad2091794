"""The part before the @, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_CHUNK = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Local:
    """`chunks` are its runs of letters and digits; `edges` where its words begin or end, counted in letters."""

    text: str
    tag: str

    @classmethod
    def of(cls, local: str) -> Local:
        text, _, tag = local.lower().partition("+")
        return cls(text, tag)

    @cached_property
    def chunks(self) -> tuple[str, ...]:
        return tuple(_CHUNK.findall(self.text.replace("'", "")))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The runs of letters."""
        return tuple(re.findall(r"[a-z]+", self.text.replace("'", "")))

    @cached_property
    def letters(self) -> str:
        return "".join(self.words)

    @cached_property
    def edges(self) -> tuple[int, ...]:
        places = [0]
        for word in self.words:
            places.append(places[-1] + len(word))
        return tuple(places)
