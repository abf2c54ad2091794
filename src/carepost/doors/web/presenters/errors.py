"""Pages for when something cannot be done: what happened, to whom, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .parts import Link, PostAction


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """One refusal or failure in plain words.

    `rule` names the rule and who can change it; `reference` helps support.
    """

    template: ClassVar[str] = "pages/error.html"

    title: str
    happened: str
    to_do: tuple[str, ...] = ()
    rule: str = ""
    reference: str = ""
    link: Link | None = None
    action: PostAction | None = None
