"""Invitations: those that wait, the form for one more, and what the person invited sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .parts import Choice, EmptyState, FieldError, Link, PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """`about`: as what, by whom and until when the link is good."""

    name: str
    email: str
    about: str
    again: PostAction
    withdraw: PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationsPage:
    """`typed` is what was typed before, by the name of the field."""

    template: ClassVar[str] = "pages/invitations.html"

    rows: tuple[InvitationRow, ...]
    url: str
    roles: tuple[Choice, ...]
    teams: tuple[Choice, ...]
    inheritors: tuple[Choice, ...]
    systems: tuple[Choice, ...]
    back: Link
    typed: dict[str, str] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()
    empty: EmptyState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedPage:
    """`blocked` says why it cannot be accepted as they are signed in now; "" where it can."""

    template: ClassVar[str] = "pages/invited.html"

    practice: str
    by: str
    accept: PostAction
    blocked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingPage:
    """A link from the console, opened by somebody without an account: they choose a password."""

    template: ClassVar[str] = "pages/founding.html"

    practice: str
    name: str
    email: str
    url: str
    errors: tuple[FieldError, ...] = ()
