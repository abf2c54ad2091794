"""Who did what: the ledger in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from .parts import Choice, EmptyState, Link, Pager, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One entry as a sentence that begins with the person ("Sam Okafor opened this conversation").

    `place` is the number in the ledger, None while it waits to be placed.
    """

    sentence: str
    at: datetime
    about: Link | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoDidWhatPage:
    """The list, newest first. `state` is one sentence on the ledger ("Verified up to entry 4,210, 10:42").

    `people` and `kinds` are GET selects named `person` and `kind`.
    """

    template: ClassVar[str] = "pages/who_did_what.html"

    title: str
    deeds: tuple[Deed, ...] = ()
    state: str = ""
    state_tone: Tone = Tone.PLAIN
    people: tuple[Choice, ...] = ()
    kinds: tuple[Choice, ...] = ()
    pager: Pager | None = None
    empty: EmptyState | None = None
    back: Link | None = None
