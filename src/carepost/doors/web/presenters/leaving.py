"""Who holds what, handing it over, and who is away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import Choice, FieldError, Link, PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class EachConversation:
    """One of theirs, with a choice of its own: `field` is the form's name for it."""

    field: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverPage:
    """Before somebody leaves: what they hold, who takes it. `sure`: the second look, with what will happen."""

    template: ClassVar[str] = "pages/hand_over.html"

    title: str
    lead: str
    url: str
    held: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    each: tuple[EachConversation, ...] = ()
    more: int = 0
    sure: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    undo: PostAction | None = None
    undone_words: str = ""
    back: Link | None = None
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who holds something, or is away. `state` in words."""

    name: str
    state: str
    held: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingPage:
    """First what is held by whoever cannot work now; then everybody else."""

    template: ClassVar[str] = "pages/holding.html"

    stranded: tuple[Holder, ...]
    others: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRow:
    said: str
    end: PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayPage:
    """Days are given as a date field gives them: "2026-05-03"."""

    template: ClassVar[str] = "pages/away.html"

    title: str
    url: str
    teams: tuple[Choice, ...]
    rows: tuple[AbsenceRow, ...] = ()
    first_day: str = ""
    back_on: str = ""
    note: str = ""
    errors: tuple[FieldError, ...] = ()
    back: Link | None = None
