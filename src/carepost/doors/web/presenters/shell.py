"""The frame round every page of a signed-in person: header, side navigation, bars."""

from __future__ import annotations

from dataclasses import dataclass

from .parts import Link, Toast


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One list in the side navigation.

    `slug` is stable and unique on the page ("my", "unassigned", "team-<uuid>"): `/live` refreshes the
    count by it. `count` None shows no number. `needs_someone`: the count is of things that wait for a
    person (bold when not 0).
    """

    slug: str
    label: str
    url: str
    count: int | None = None
    needs_someone: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NavGroup:
    """Several lists under a heading ("Teams", "Colleagues"); the first group has none."""

    heading: str = ""
    items: tuple[NavItem, ...] = ()
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeChoice:
    """A practice this person works at. Switching POSTs `practice=<id>` to `Shell.switch_url`."""

    id: str
    name: str
    waiting: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RedBar:
    """Harm only: failed sends, cover below its floor, mail not arriving, ledger not verified."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame. Sign-out, Help and the list addresses are fixed routes; the rest is given.

    `search_url` None hides the search box; the box POSTs `words`. `live_url` None stops the polling; else
    the page GETs it every 5 seconds and the view answers `answer(request, shell, LivePage(...))`.
    """

    person_name: str
    person_initials: str
    person_id: str = ""
    """By which windows of one browser know that they are the same person's."""
    practice_name: str
    role: str = ""
    practices: tuple[PracticeChoice, ...] = ()
    switch_url: str | None = None
    nav: tuple[NavGroup, ...] = ()
    red_bars: tuple[RedBar, ...] = ()
    toasts: tuple[Toast, ...] = ()
    search_url: str | None = None
    compose_url: str | None = None
    live_url: str | None = None
    menu: tuple[Link, ...] = ()
    demo: bool = False
    writes: bool = False
    """There is a form of a message on the page, which locking keeps."""
    idle_minutes: int = 15
    computer: str = ""
    """The enrolled computer one sits at; empty anywhere else."""
    shortcuts: bool = True
