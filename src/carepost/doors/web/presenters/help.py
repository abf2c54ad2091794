"""Help that needs no sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """Words only; they are in the template."""

    template: ClassVar[str] = "pages/help.html"
