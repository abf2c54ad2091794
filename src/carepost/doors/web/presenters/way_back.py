"""When no administrator can act: what is going on, and what two members can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import Choice, FieldError, Link, PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBackCard:
    """One that waits or is in force: `said` in a sentence, and what this person may do."""

    heading: str
    said: str
    reason: str
    buttons: tuple[PostAction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBackPage:
    """`at_work` says whom to ask instead; where it is empty there is the form (`members` to name one of)."""

    template: ClassVar[str] = "pages/way_back.html"

    url: str
    back: Link
    cards: tuple[WayBackCard, ...] = ()
    at_work: str = ""
    members: tuple[Choice, ...] = ()
    reason: str = ""
    errors: tuple[FieldError, ...] = ()
