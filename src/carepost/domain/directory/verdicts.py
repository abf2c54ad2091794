"""May we write to this address, and how sure are we of encryption on the way (R1, R3, R5). No Django here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from carepost.ground.kernel import EmailAddress

Kind = Literal["accredited", "warning", "refused"]


@dataclass(frozen=True, slots=True)
class ListInForce:
    """One version of one list: domain to organisation, exact rows only."""

    id: UUID
    published_on: date
    rows: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Lists:
    """The newest list of each kind, and the day on which their age is counted."""

    today: date
    accredited: ListInForce | None = None
    care_providers: ListInForce | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`words` is what is shown; `rule` names the rule and who can change it; `code` is the rule's stable name."""

    kind: Kind
    code: str
    words: str
    rule: str
    organisation: str = ""
    list_words: str = ""
    list_id: UUID | None = None

    @property
    def needs_acknowledgement(self) -> bool:
        return self.kind == "warning"

    @property
    def may_be_sent(self) -> bool:
        return self.kind != "refused"


def judge(address: EmailAddress, lists: Lists, policy: str) -> Verdict:
    """The verdict under a practice's policy ("strict" or "families"; anything else counts as strict)."""
    raise NotImplementedError
