"""Moving off a shared log-in: where each move stands, and the five steps of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from .parts import Choice, EmptyState, FieldError, Link, PostAction, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One in the list. `said` is a sentence: how far it is."""

    name: str
    url: str
    said: str
    tag: Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class MovesPage:
    """All of them, and the two ways to begin: a log-in elsewhere (`name`), or an account here (`member`)."""

    template: ClassVar[str] = "pages/moves.html"

    begin_url: str
    members: tuple[Choice, ...]
    moves: tuple[Move, ...] = ()
    empty: EmptyState | None = None
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the five. `said` is what has been done, or what is to do; `done` says which in a word."""

    number: int
    title: str
    said: str
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """One person asked, and how far they are ("Invited 3 May", "Awaits approval", "At work")."""

    name: str
    said: str
    done: bool = False
    next: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePage:
    """The steps of one move. Forms are there while it is open, with what was `typed`; `undo` until its date."""

    template: ClassVar[str] = "pages/move.html"

    name: str
    lead: str
    steps: tuple[Step, ...]
    story: Link
    back: Link
    is_open: bool = True
    team_url: str = ""
    teams: tuple[Choice, ...] = ()
    signature: str = ""
    invite_url: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    invited: tuple[Invited, ...] = ()
    mail: str = ""
    date_url: str = ""
    closes_on: date | None = None
    undo: PostAction | None = None
    errors: tuple[FieldError, ...] = ()
