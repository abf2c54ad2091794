"""Which single sign-on is linked to one's account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from .parts import Link, PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOnRow:
    """One provider: linked since when and used when, with the button to unlink; or how to link it."""

    label: str
    linked_at: datetime | None = None
    used_at: datetime | None = None
    unlink: PostAction | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSignOnPage:
    """All providers there are. `set_password`: where there is none of one's own for when they are down."""

    template: ClassVar[str] = "pages/own_sign_on.html"

    rows: tuple[SignOnRow, ...]
    set_password: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSignOnPage:
    """Who came back from the provider, and whether that is oneself."""

    template: ClassVar[str] = "pages/own_sign_on_confirm.html"

    label: str
    name: str
    email: str
    confirm: PostAction
    back: Link
