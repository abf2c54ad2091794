"""Pages that ask who it is: again, or to unlock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import FieldError, Link, PostAction
from .texts import TextStep


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvePage:
    """POSTs to `url`: `credential` from a passkey; or `code` or `password` (hint: `or_else`), or both.

    `key` is what the browser hands to the passkey, as JSON; empty for somebody who has none. `kept` says what became
    of a form that was sent meanwhile. `text`: a code by text message will do, too; POSTs `send` for one. `next` and
    `form` go through the page unchanged.
    """

    template: ClassVar[str] = "pages/prove.html"

    title: str
    lead: str
    url: str
    button: str
    next: str = "/"
    form: str = ""
    kept: str = ""
    key: str = ""
    code_hint: str = ""
    or_else: str = ""
    errors: tuple[FieldError, ...] = ()
    locked: bool = False
    others: tuple[PostAction, ...] = ()
    switch: Link | None = None
    text: TextStep | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One form that waits: what it was about in words, and its two buttons."""

    said: str
    go_on: PostAction
    let_go: PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """What was sent while the page was locked."""

    template: ClassVar[str] = "pages/kept.html"

    rows: tuple[KeptRow, ...]
