"""The practice's own pages: where administrators look after people, teams and policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import Link
from .shell import RedBar


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One page to go to. `waiting` says what needs somebody there ("2 people await approval"), else empty."""

    label: str
    url: str
    about: str
    waiting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePage:
    """The way to all of them; `red` is what administrators left too long."""

    template: ClassVar[str] = "pages/practice.html"

    title: str
    rooms: tuple[Room, ...] = ()
    few: str = ""
    """Where there are fewer than two administrators: what to do about it, at `few_link`."""
    few_link: Link | None = None
    red: tuple[RedBar, ...] = ()
