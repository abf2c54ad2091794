"""Codes by text message: at the door, at being asked again, on one's own page, and what a practice decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import Choice, FieldError


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStep:
    """`ending`: the last figures of the number. `sent`: a code is good; `lost` says that it never left."""

    ending: str
    sent: bool = False
    lost: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTextsPage:
    """POSTs `do` to `url`: `number` (with `number`), `send`, `use` (with `code`), `stop`.

    `why_not`: it may be none here, in words. `in_use`: it is one already. `step` None: there is no number yet.
    `may_change`: the number was not proved so far.
    """

    template: ClassVar[str] = "pages/own_texts.html"

    url: str
    why_not: str = ""
    in_use: bool = False
    step: TextStep | None = None
    may_change: bool = False
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningInHerePage:
    """What this practice decides about signing in, and about locking. `only_texts`: names of people who have no other
    second step."""

    template: ClassVar[str] = "pages/signing_in_here.html"

    url: str
    texts: tuple[Choice, ...]
    off: bool
    only_texts: tuple[str, ...]
    lock_url: str
    minutes: tuple[Choice, ...]
