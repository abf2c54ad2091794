"""The question put to the matcher, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Certainty(StrEnum):
    CERTAIN = "certain"
    SUGGESTED = "suggested"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the mail says it is from. `identity` is the address without tag or case; "" if there is none."""

    identity: str
    address: str
    from_lines: int = 1
    name: str = ""
    from_addresses: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """A conversation the mail refers to by a valid token of ours or by the Message-ID of a message we sent.

    `via` is a sentence without its full stop: "Replies to a message we sent on 3 May".
    """

    conversation_id: UUID
    patient_id: UUID | None
    via: str
    participants: frozenset[str] = frozenset()
    participant_ods: frozenset[str] = frozenset()


class NamesAnother(Protocol):
    """A finding of the screening engine, as far as the matcher reads it."""

    @property
    def words(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PatientGuess:
    """A patient the mail may be about, and why."""

    patient_id: UUID
    reasons: tuple[str, ...]
    score: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """One line to offer a person; never chosen for anybody (M2)."""

    conversation_id: UUID | None
    patient_id: UUID | None
    reasons: tuple[str, ...]
    score: int


@dataclass(frozen=True, slots=True)
class Decision:
    """`conversation_id` is set when, and only when, the match is certain."""

    certainty: Certainty
    conversation_id: UUID | None = None
    reasons: tuple[str, ...] = ()
    suggestions: tuple[Suggested, ...] = ()
