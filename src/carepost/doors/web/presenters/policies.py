"""The policies a person is asked to accept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that stayed (""), came ("added") or went ("gone")."""

    text: str
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyText:
    """One policy. `html` is its whole text; `changes` its paragraphs against the version accepted last, if any."""

    id: int
    name: str
    version: str
    html: str
    changes: tuple[tuple[Piece, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliciesPage:
    """What has still to be accepted, or, when nothing has, what was."""

    template: ClassVar[str] = "pages/policies.html"

    to_accept: tuple[PolicyText, ...] = ()
    accepted: tuple[PolicyText, ...] = ()
    after: str = "/"
