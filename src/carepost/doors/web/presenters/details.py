"""One's own account on one page, asking for a change of it, and what an administrator decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import Choice, FieldError, Link, PostAction, Tag
from .people import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingChange:
    """What one asked for. `prove` leads to where its code is typed; None once it came back."""

    what: str
    after: str
    said: str
    take_back: PostAction
    prove: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDetail:
    """`change` None while a change waits, or where there is nobody to decide one."""

    what: str
    value: str
    change: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlaceCard:
    practice: str
    about: str
    teams: str
    state: Tag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRoom:
    """Another page of one's own."""

    label: str
    url: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    template: ClassVar[str] = "pages/account.html"

    details: tuple[OwnDetail, ...]
    places: tuple[OwnPlaceCard, ...]
    rooms: tuple[OwnRoom, ...]
    waiting: tuple[WaitingChange, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskField:
    """`autocomplete` is what browsers fill in."""

    name: str
    label: str
    value: str = ""
    type: str = "text"
    autocomplete: str = "off"
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskChangePage:
    """POSTs its fields, and `practice` where one works at several. `shared`: the address will not do."""

    template: ClassVar[str] = "pages/ask_change.html"

    title: str
    lead: str
    url: str
    fields: tuple[AskField, ...]
    back: Link
    practices: tuple[Choice, ...] = ()
    shared: bool = False
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCard:
    """One change that waits. `refuse_url` takes `reason`; both empty for one's own, which another decides."""

    name: str
    what: str
    before: str
    after: str
    facts: tuple[Fact, ...]
    reasons: tuple[str, ...] = ()
    approve: PostAction | None = None
    refuse_url: str = ""
    reason_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    template: ClassVar[str] = "pages/changes.html"

    cards: tuple[ChangeCard, ...]
    back: Link
