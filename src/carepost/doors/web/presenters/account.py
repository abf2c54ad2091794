"""One's own account, and the computers at which accounts change places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from .parts import FieldError, Link, PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """One enrolled computer; `here` is the one in front of us."""

    name: str
    enrolled_by: str
    enrolled_at: datetime
    end: PostAction
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesPage:
    """POSTs `name` to `url` to enrol the computer in front of us; `here` is its name if it is enrolled."""

    template: ClassVar[str] = "pages/devices.html"

    url: str
    here: str = ""
    rows: tuple[DeviceRow, ...] = ()
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchPerson:
    """Somebody who signed in whole today; `options` is what the browser hands to their keys, as JSON."""

    id: str
    name: str
    initials: str
    has_key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchPage:
    """Who sits down now. POSTs `person` and `credential` to `url`; GET of `ask_url` gives the options of one."""

    template: ClassVar[str] = "pages/switch.html"

    url: str
    computer: str
    people: tuple[SwitchPerson, ...]
    whole: PostAction
    back: Link | None = None
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One browser where this person is signed in; `end` None for the one in front of them."""

    said: str
    began_at: datetime
    used_at: datetime
    locked: bool = False
    end: PostAction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsPage:
    """All of them, the last used first."""

    template: ClassVar[str] = "pages/sessions.html"

    rows: tuple[SessionRow, ...]
    end_others: PostAction | None = None
