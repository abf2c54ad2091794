"""One letter about several patients: its pieces, and with whom each is placed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from .matching import Candidate
from .parts import Attachment, FieldError, Link, PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece: words (`earlier`: the quoted message) or a `file`. `title` names it ("Piece 3").

    It POSTs `value` as `piece` or `file`. `names` are patients it seems to name, as phrases; `placed` says with
    whom it is, and then it cannot be ticked. `ticked` only where this person has ticked it.
    """

    value: str
    title: str
    text: str = ""
    earlier: bool = False
    file: Attachment | None = None
    names: tuple[str, ...] = ()
    placed: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A part that is placed: with `who`, which pieces (`what`), `by` whom."""

    who: str
    what: str
    by: str
    at: datetime
    conversation: Link | None
    take_back: PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPage:
    """The letter in pieces on the left, whom they are about on the right: one form, POSTed to `url`.

    Fields: `piece` and `file` (several), `candidate`, `words`, `seen` (hidden), and `do`: "find" (this page again,
    with `found`), "place", or "nobody". Nobody is ever chosen beforehand. `progress` in words.
    """

    template: ClassVar[str] = "pages/matching_split.html"

    url: str
    title: str
    who: str
    at: datetime
    progress: str
    seen: str
    pieces: tuple[Piece, ...]
    files: tuple[Piece, ...]
    finished: bool = False
    candidates: tuple[Candidate, ...] = ()
    words: str = ""
    found: tuple[Candidate, ...] | None = None
    placed: tuple[Placed, ...] = ()
    other_cut: Link | None = None
    html_url: str | None = None
    original_url: str
    errors: tuple[FieldError, ...] = ()
    back: Link
