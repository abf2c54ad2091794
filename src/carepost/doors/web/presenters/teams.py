"""Teams: who is in which, who is there now, what was asked for, and the settings of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import Choice, FieldError, Link, PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamColumn:
    """A team over its column. `cover` says how many of it are at work now; `thin`: nobody is."""

    name: str
    cover: str
    thin: bool = False
    settings: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One person in one team, or not. `value` is "membership:team"; `label` names both; `suggested`: not saved yet."""

    value: str
    label: str
    ticked: bool = False
    suggested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """`note`: a job title, or that they are away."""

    name: str
    note: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A wish for a team. `said`: by whom and when, or what came of it; whoever decides has `grant`, `refuse_url`."""

    id: str
    name: str
    said: str
    grant: PostAction | None = None
    refuse_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsPage:
    """The matrix. Only whoever has `save_url` may change it; everybody may ask for a team at `ask_url`."""

    template: ClassVar[str] = "pages/teams.html"

    teams: tuple[TeamColumn, ...]
    people: tuple[PersonRow, ...]
    ask_url: str
    save_url: str = ""
    make_url: str = ""
    suggest: Link | None = None
    suggested: int = 0
    asked: tuple[Asked, ...] = ()
    archived: tuple[tuple[str, PostAction], ...] = ()
    name: str = ""
    reason: str = ""
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSettingsPage:
    """One team: its name, and archiving it. `held` says what somebody else has to take over."""

    template: ClassVar[str] = "pages/team_settings.html"

    team: str
    name: str
    url: str
    archive_url: str
    held: str
    heirs: tuple[Choice, ...]
    back: Link
    errors: tuple[FieldError, ...] = ()
