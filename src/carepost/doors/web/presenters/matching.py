"""Needs matching: mail that arrived and whose patient a person has to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from .conversation import MessageCard
from .parts import EmptyState, FieldError, Link, Pager, PatientLine, PostAction, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingRow:
    """One arrival that waits.

    `hint` is why ("Patient not found", "Could be one of 2 patients", "Could not be read").
    """

    id: str
    url: str
    who: str
    subject: str
    at: datetime
    waiting: timedelta
    hint: str
    owner: str = ""
    attachments: int = 0
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingListPage:
    """The list. `summary`: "2 waiting, longest 1 hour 5 · Carol Lewis owns this list today"."""

    template: ClassVar[str] = "pages/matching_list.html"

    summary: str = ""
    rows: tuple[MatchingRow, ...] = ()
    empty: EmptyState | None = None
    pager: Pager | None = None
    set_aside: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One patient it may be about. Two identifiers are always shown; `reasons` are sentences without a full
    stop.

    `value` is what is posted. Nothing is ever chosen beforehand.
    """

    value: str
    patient: PatientLine
    reasons: tuple[str, ...] = ()
    conversation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingItemPage:
    """One arrival: the mail on the left, who it is about on the right.

    Two forms POST to different places: `search_url` posts `words` (answered by this page with `found`);
    `confirm_url` posts `candidate=<value>` and `key`. `what_happens` says what confirming does. `otherwise`
    are the ways out ("Practice business", "Not ours, return it", "Junk"); `several` cuts it into pieces.
    `unreadable` says why it could not be read; `mail.text` is then empty and `mail.original_url` downloads
    it.
    """

    template: ClassVar[str] = "pages/matching_item.html"

    title: str
    mail: MessageCard
    confirm_url: str
    search_url: str
    key: str
    owner: str = ""
    waiting: timedelta | None = None
    sender_facts: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    words: str = ""
    found: tuple[Candidate, ...] | None = None
    what_happens: str = ""
    otherwise: tuple[PostAction, ...] = ()
    several: Link | None = None
    unreadable: str = ""
    errors: tuple[FieldError, ...] = ()
    back: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideRow:
    """One mail settled without a patient. `settled` is a sentence part ("Practice business, by Sam Okafor").

    `take_back` puts it back into Needs matching; `original_url` downloads it as it came.
    """

    id: str
    who: str
    subject: str
    at: datetime
    settled: str
    settled_at: datetime
    take_back: PostAction
    original_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsidePage:
    """Mail that belongs to no patient: it stays, can be found, and can be taken back."""

    template: ClassVar[str] = "pages/set_aside.html"

    rows: tuple[SetAsideRow, ...] = ()
    empty: EmptyState | None = None
    pager: Pager | None = None
    back: Link | None = None
