"""The practice's own pages: where administrators look after people, teams and policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One page to go to. `waiting` says what needs somebody there ("2 people await approval"), else empty."""

    label: str
    url: str
    about: str
    waiting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePage:
    """The way to all of them."""

    template: ClassVar[str] = "pages/practice.html"

    title: str
    rooms: tuple[Room, ...] = ()
