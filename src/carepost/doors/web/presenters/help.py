"""Help that needs no sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """Words only; they are in the template."""

    template: ClassVar[str] = "pages/help.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpOn:
    """One subject, written in Markdown: `html` has its own heading."""

    template: ClassVar[str] = "pages/help_on.html"

    title: str
    html: str
