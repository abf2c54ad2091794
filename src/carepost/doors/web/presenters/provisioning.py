"""People by list or by the organisation's own directory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import FieldError, Link, PostAction, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLine:
    """One line of the list: "Line 14", whom it names (empty where it cannot be read), what becomes of it."""

    line: str
    name: str
    outcome: Tag
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Choosing the file; or, with `lines`, what it would do. `checked` is the file's text, to be sent once more."""

    template: ClassVar[str] = "pages/people_list.html"

    url: str
    columns: tuple[str, ...]
    summary: str = ""
    lines: tuple[ListedLine, ...] = ()
    may_import: bool = False
    refused: bool = False
    checked: str = ""
    back: Link | None = None
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """A token by the name it was given; `said`: made by whom, last used when, ended when; `end` while it is good."""

    name: str
    said: str
    end: PostAction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    """Where the directory is pointed to, and its tokens. `made` is shown once, right after it was made."""

    template: ClassVar[str] = "pages/directory.html"

    url: str
    address: str
    back: Link
    tokens: tuple[TokenLine, ...] = ()
    made: str = ""
    name: str = ""
    errors: tuple[FieldError, ...] = ()
