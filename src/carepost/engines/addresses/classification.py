"""The answer: what an address is taken for, with the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """GENERIC is refused, REVIEW is for a practice administrator to decide, PLAUSIBLE goes on."""

    GENERIC = "generic"
    REVIEW = "review"
    PLAUSIBLE = "plausible"


class Finding(StrEnum):
    """The kinds of evidence. What is found in the address tells for the person or against."""

    NAME_AGREES = "name agrees"
    NAME_IN_PART = "name agrees in part"
    NAME_ABSENT = "name does not agree"
    NO_NAME = "no name was given"
    ANOTHER_NAME = "the clinical system has another name"
    TWO_PEOPLE = "two people"
    NAME_OF_A_JOB = "the name given is that of a job or a team"
    JOB_WORD = "word for a job, a task or an organisation"
    PRACTICE_WORD = "word of the practice's own name"
    OWN_CODE = "the practice's ODS code"
    A_CODE = "shaped as an ODS code"
    TAG = "tag after a plus sign"
    ONE_WORD = "one word, and one name"
    SHAPE = "shape of a person's NHSmail address"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing found, and the words it was found in."""

    finding: Finding
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """`reasons` are whole sentences to whoever typed the address; `evidence` is the same for a program."""

    outcome: Outcome
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
