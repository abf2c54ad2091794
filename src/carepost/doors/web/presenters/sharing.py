"""Signs that a log-in is shared, in plain words, and what can be done about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import Choice, PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class SignCard:
    """One sign. Whoever may deal with it has `explain_url` (POST `answer`) and the buttons."""

    name: str
    evidence: tuple[str, ...]
    said: str = ""
    explain_url: str = ""
    answer_id: str = ""
    buttons: tuple[PostAction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingPage:
    template: ClassVar[str] = "pages/sharing.html"

    open: tuple[SignCard, ...]
    settled: tuple[SignCard, ...]
    policy_url: str
    policies: tuple[Choice, ...]
