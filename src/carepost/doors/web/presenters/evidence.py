"""The evidence of one recipient's copy, on one printed page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from .parts import Link, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One attempt: what came of it in words, and the line as the next hop showed it."""

    number: int
    at: datetime
    outcome: str
    reply: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """`facts` are (what, value) in order; `reliance` says what the way beyond the next hop rests on."""

    template: ClassVar[str] = "pages/evidence.html"

    recipient: str
    headline: str
    tone: Tone
    facts: tuple[tuple[str, str], ...]
    tries: tuple[Try, ...] = ()
    reliance: str = ""
    original: Link | None = None
    back: Link | None = None
