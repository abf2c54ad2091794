"""Whether a text names another person than the patient it is about (C12, M1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from operator import or_
from uuid import UUID

from carepost.domain.patients.facts import Identifiers, PatientFacts, folded
from carepost.engines.screening import identifiers
from carepost.engines.screening.names import full_names, windows
from carepost.ground.kernel import NhsNumber


@dataclass(frozen=True)
class Passage:
    """A text and where it stands, as a part of a sentence: "the message", "letter.pdf"."""

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


@dataclass(frozen=True, slots=True)
class _Names:
    """Keys that this patient's own name accounts for, and those of staff and authors."""

    own: frozenset[str]
    ignored: frozenset[str]


def together(texts: Iterable[Passage]) -> Identifiers:
    """What all the texts hold, to look the patients up by (domain.patients.named.patients_named)."""
    return reduce(or_, (passage.found for passage in texts), Identifiers())


def not_read_whole(texts: Iterable[Passage]) -> tuple[str, ...]:
    """Where a text was too long to be read to its end: to the matcher that is as good as unreadable."""
    return tuple(passage.where for passage in texts if not passage.found.complete)


def others_named(
    texts: Sequence[Passage],
    about: PatientFacts | None,
    known: Sequence[PatientFacts],
    ignore_names: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """What in the texts belongs to somebody else than `about`, as sentences without a full stop.

    `known` are patients of this practice whom the texts may name; `ignore_names` are staff and authors.
    """
    others = [patient for patient in known if about is None or patient.id != about.id]
    ignored = frozenset(key for name in ignore_names for key in _keys(name))
    own = _keys(about.name) | about.name_keys if about else frozenset[str]()
    found = (
        finding for passage in texts for finding in _in_passage(passage, about, others, _Names(own, ignored))
    )
    return tuple(dict.fromkeys(found))


def _in_passage(
    passage: Passage, about: PatientFacts | None, others: Sequence[PatientFacts], names: _Names
) -> Iterator[Finding]:
    owners = {patient.nhs_number: patient.id for patient in others}
    for number in sorted(passage.found.nhs_numbers):
        if about is None or number != about.nhs_number:
            yield Finding(passage.where, _of_number(number, passage.where, about), owners.get(number))

    for patient in others:
        if patient.nhs_number in passage.found.nhs_numbers:
            continue
        words = _of_patient(patient, passage, about, names)
        if words:
            yield Finding(passage.where, words, patient.id)


def _of_number(number: str, where: str, about: PatientFacts | None) -> str:
    spaced = NhsNumber(number).spaced
    if about is None:
        return (
            f"{spaced} in {where} is a patient's NHS number, and the conversation is not known to be theirs"
        )
    return f"{spaced} in {where} is not {about.name}'s number"


def _of_patient(patient: PatientFacts, passage: Passage, about: PatientFacts | None, names: _Names) -> str:
    found = passage.found
    named = (patient.name_keys & found.names) - names.ignored
    born = patient.birth_is_in(found) and (about is None or patient.date_of_birth != about.date_of_birth)

    # What this patient's own name and birthday account for says nothing about a namesake or a twin.
    if named - names.own:
        return f"{patient.name} in {passage.where} is another patient of this practice"
    if named and born:
        return f"{passage.where} gives the name and date of birth of another {patient.name}"
    if (
        patient.family_is_in(found)
        and patient.birth_is_in(found)
        and (born or not _same_family(patient, about))
    ):
        return f"the family name and date of birth in {passage.where} are those of {patient.name}, another patient"
    return ""


def _same_family(patient: PatientFacts, about: PatientFacts | None) -> bool:
    return about is not None and patient.folded_family == about.folded_family


@lru_cache(maxsize=2048)
def _keys(name: str) -> frozenset[str]:
    """Every key that a text holding just this name would give."""
    return frozenset(key for window in windows([folded(name).split()]) for key in full_names(window))
