"""Who still needs access: the worklist, and the list of the clinical system's users beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import Choice, EmptyState, FieldError, Link, PostAction, Tag
from .people import Attest
from .shell import RedBar


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCard:
    """One person, and why somebody should look. `mine`: another administrator does.

    `still` is one button where nothing has to be looked up, and then they can be ticked by `value` with others;
    `attest` is the form where something has. `key` tells the fields of two cards apart; `open` shows its forms.
    """

    key: str
    name: str
    url: str
    about: str
    reasons: tuple[str, ...]
    tag: Tag | None = None
    mine: bool = False
    value: str = ""
    still: PostAction | None = None
    attest: Attest | None = None
    suspend_url: str = ""
    last_day_url: str = ""
    last_day: str = ""
    inheritors: tuple[Choice, ...] = ()
    open: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """`looked_at` are sentences, the latest first. `listed`: of which day the last list was, or that there was none."""

    template: ClassVar[str] = "pages/review.html"

    cards: tuple[ReviewCard, ...]
    still_url: str
    listed: str
    list_link: Link
    back: Link
    red: tuple[RedBar, ...] = ()
    looked_at: tuple[str, ...] = ()
    empty: EmptyState | None = None
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserLine:
    """One person here or one user there: both names, where there are both, and what becomes of it."""

    here: str
    there: str
    outcome: Tag
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsersPage:
    """Choosing the file; or, with `summary`, what it says. `checked` is the file's text, to be sent once more."""

    template: ClassVar[str] = "pages/clinical_users.html"

    url: str
    systems: tuple[Choice, ...]
    day: str
    back: Link
    columns: tuple[str, ...]
    summary: str = ""
    faults: tuple[str, ...] = ()
    lines: tuple[UserLine, ...] = ()
    may_use: bool = False
    checked: str = ""
    system: str = ""
    errors: tuple[FieldError, ...] = ()
