"""Lists of conversations, and the small answer that keeps them fresh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from .conversation import ConversationView
from .parts import Choice, EmptyState, Pager, PatientLine, Tag
from .shell import NavItem, RedBar


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """One conversation in a list.

    `who` is the other side ("Dr P Shah, Northside Cardiology"). `waiting` is how long it has waited for us;
    None when nothing waits, then `at` is shown instead. `patient` None shows "Patient not found". `details`
    are short phrases in the last line, in order ("Sam Okafor is reading", "action by 6 December").
    """

    id: str
    url: str
    who: str
    subject: str
    at: datetime
    patient: PatientLine | None = None
    waiting: timedelta | None = None
    unread: bool = False
    selected: bool = False
    tags: tuple[Tag, ...] = ()
    attachments: int = 0
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """A list, and beside it (wide screens) the conversation that is open.

    `summary` is a sentence ("4 waiting, longest 2 hours 10"). `orders` and `filters` are GET selects named
    `order` and `filter`, drawn only when given. `conversation` is filled by the route of a conversation, so
    that the list stays beside it from 1024 px; narrower screens then show the conversation only, with
    `back_url` to the list.
    """

    template: ClassVar[str] = "pages/inbox.html"

    title: str
    url: str
    summary: str = ""
    rows: tuple[ConversationRow, ...] = ()
    orders: tuple[Choice, ...] = ()
    filters: tuple[Choice, ...] = ()
    pager: Pager | None = None
    empty: EmptyState | None = None
    conversation: ConversationView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePage:
    """The answer to `/live`: counts for the navigation and how many are new since the page was made.

    Put the moment or cursor of the page in `Shell.live_url` (`/live?list=my&since=...`). `show_url` loads
    the list anew; with `new` None the page has no list. Nothing on the page moves: counts change in place, and
    "2 new, show" stands where room is kept for it.
    """

    template: ClassVar[str] = "live.html"

    counts: tuple[NavItem, ...] = ()
    new: int | None = 0
    show_url: str = ""
    red_bars: tuple[RedBar, ...] = ()
    here: str | None = None
