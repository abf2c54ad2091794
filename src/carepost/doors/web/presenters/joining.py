"""Joining a practice: the form, the code, a refusal with the way forward, and waiting for approval."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .parts import Choice, FieldError


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the fields; never the password."""

    practice: str = ""
    title: str = ""
    given_name: str = field(default="", repr=False)
    family_name: str = field(default="", repr=False)
    known_as: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    telephone: str = field(default="", repr=False)
    job_title: str = ""
    system: str = ""
    user_name: str = field(default="", repr=False)
    clinical_name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedBy:
    """Who invited to where, and the address that it is for; `by` is "" where nobody in person did."""

    practice: str
    by: str
    email: str = field(repr=False)
    approved: bool
    sign_in_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPage:
    """One form, all of it. With `invited` the practice and the address stand, and the rest is filled in."""

    template: ClassVar[str] = "pages/join.html"

    typed: Typed = field(default_factory=Typed)
    systems: tuple[Choice, ...] = ()
    errors: tuple[FieldError, ...] = ()
    url: str = "/join/"
    invited: InvitedBy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage:
    """This address cannot be one person's own: why, and what to do instead."""

    template: ClassVar[str] = "pages/join_refused.html"

    reasons: tuple[str, ...]
    back_url: str = "/join/"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """A code is asked for. `where` says where it went, without the whole of it; `lost`: it never left."""

    template: ClassVar[str] = "pages/join_code.html"

    title: str
    where: str
    lost: str = ""
    may_ask_again: bool = True
    errors: tuple[FieldError, ...] = ()
    url: str = "/join/code"
    again_url: str = "/join/"
