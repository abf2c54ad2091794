"""People of the practice: the list, and one person with everything an approval rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .parts import Choice, EmptyState, FieldError, Link, PostAction, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """`about`: role, job and since when; `state` None for whoever simply works here."""

    name: str
    url: str
    about: str
    state: Tag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """GET `words` and `state` narrow the list."""

    template: ClassVar[str] = "pages/people.html"

    rows: tuple[PersonRow, ...]
    words: str
    states: tuple[Choice, ...]
    links: tuple[Link, ...] = ()
    empty: EmptyState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of evidence; `tag` where somebody should look twice, or need not."""

    what: str
    value: str
    tag: Tag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """`reasons` are whole sentences below the facts."""

    heading: str
    facts: tuple[Fact, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to the person, and what they answered ("" while it is open)."""

    text: str
    by: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attest:
    """The form of the profile in the clinical system; `day` as a date field takes it."""

    url: str
    systems: tuple[Choice, ...]
    user_name: str = ""
    role: str = ""
    full_name: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    url: str
    roles: tuple[Choice, ...]
    teams: tuple[Choice, ...]
    refuse_url: str
    ask_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Which forms there are depends on the state: `approve` while somebody waits, the others afterwards.

    `typed`: by field, what was sent in a form that comes back with an error.
    """

    template: ClassVar[str] = "pages/person.html"

    name: str
    state: Tag
    about: str
    groups: tuple[FactGroup, ...]
    back: Link
    questions: tuple[Asked, ...] = ()
    approve: Approve | None = None
    attest: Attest | None = None
    roles: tuple[Choice, ...] = ()
    role_url: str = ""
    heirs: tuple[Choice, ...] = ()
    second_step_url: str = ""
    suspend_url: str = ""
    leave_url: str = ""
    hand_over: Link | None = None
    restore: PostAction | None = None
    sign_out: PostAction | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One practice where somebody waits: what stands there now, and what they can do. `telephone` is the practice's."""

    practice: str
    telephone: str = ""
    state: str
    missing: tuple[str, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    template: ClassVar[str] = "pages/waiting.html"

    places: tuple[Waiting, ...]
    name: str
