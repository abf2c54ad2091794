"""Whether a text names another person than the patient it is about (C12, M1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from carepost.domain.patients.facts import Identifiers, PatientFacts
from carepost.engines.screening import identifiers


@dataclass(frozen=True)
class Passage:
    """A text and where it stands, as a sentence part: "the message", "letter.pdf"."""

    where: str
    text: str

    @cached_property
    def found(self) -> Identifiers:
        return identifiers.find(self.text)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that seems to belong to another person. `patient_id` None: not a patient of this practice."""

    where: str
    words: str
    patient_id: UUID | None = None


def together(texts: Iterable[Passage]) -> Identifiers:
    """What all the texts hold, to look the patients up by (domain.patients.named.patients_named)."""
    raise NotImplementedError


def not_read_whole(texts: Iterable[Passage]) -> tuple[str, ...]:
    """Where a text was too long to be read to its end: to the matcher that is as good as unreadable."""
    raise NotImplementedError


def others_named(
    texts: Sequence[Passage], about: PatientFacts | None, known: Sequence[PatientFacts], ignore_names: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """What in the texts belongs to somebody else than `about`, as sentences for people."""
    raise NotImplementedError
