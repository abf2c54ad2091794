"""Pages for people of the platform: practices in numbers, and the staff of one. No patient stands here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import EmptyState, FieldError, Link, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRow:
    """`about`: since when, how many people; `needs`: what somebody should look at."""

    name: str
    url: str
    about: str
    needs: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticesPage:
    template: ClassVar[str] = "pages/platform.html"

    rows: tuple[PracticeRow, ...]
    person: str
    toasts: tuple[str, ...] = ()
    empty: EmptyState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """One of the staff; `said`: what the first of two approvers said, and until when it holds. `id` is unique."""

    id: str
    name: str
    email: str
    about: str
    vouch_url: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPracticePage:
    """`kinds` (value, label) are what may be vouched for; an approver's form stands beside each of the staff."""

    template: ClassVar[str] = "pages/platform_practice.html"

    name: str
    about: str
    staff: tuple[StaffRow, ...]
    kind: str
    kind_words: str
    back: Link
    errors: tuple[FieldError, ...] = ()
