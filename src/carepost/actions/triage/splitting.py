"""A letter about several patients as it lies on the table: its pieces, whom they name, and what is placed (M2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from carepost.actions.receiving.reading import Reading
from carepost.actions.triage.look import open_arrival, read_again
from carepost.domain.patients.facts import PatientFacts
from carepost.domain.patients.named import patients_named
from carepost.engines.intake.models import Arrival, PlacedPiece, Placement
from carepost.engines.screening import Passage, others_named, together
from carepost.ground.kernel import Actor, Conflict, NotFound, Refused
from carepost.ground.mailkit import pieces
from carepost.ground.mailkit.parsed import ParsedAttachment

Kind = PlacedPiece.Kind
PieceId = tuple[str, int]
"""A kind, and a place among its kind."""


@dataclass(frozen=True)
class CutLetter:
    """A letter and the pieces it is cut into; a file is one piece."""

    reading: Reading
    cut: pieces.Cut

    @cached_property
    def all(self) -> frozenset[PieceId]:
        texts = {(Kind.TEXT.value, index) for index in range(len(self.cut.pieces))}
        return frozenset(texts | {(Kind.FILE.value, file.index) for file in self.files})

    @property
    def files(self) -> tuple[ParsedAttachment, ...]:
        return self.reading.parsed.attachments

    @cached_property
    def seen(self) -> str:
        """What a form was drawn from. Numbers of pieces mean nothing by any other cut."""
        parts = [*(piece.text for piece in self.cut.pieces), *(file.sha256 for file in self.files)]
        return f"{self.cut.by}:{hashlib.sha256(json.dumps(parts).encode()).hexdigest()}"

    def chosen(self, texts: Iterable[int], files: Iterable[int]) -> frozenset[PieceId]:
        """Of its pieces, these; Refused for none, NotFound for one it has not."""
        found = {(Kind.TEXT.value, at) for at in texts} | {(Kind.FILE.value, at) for at in files}
        if not found:
            raise Refused("Tick the pieces and files that belong together, then place them.")
        if not found <= self.all:
            raise NotFound("This letter has no such piece. Load the page again.")
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Splitting:
    """`names`: the patients of this practice whom a piece seems to name. A hint, never a choice (M2)."""

    arrival: Arrival
    letter: CutLetter
    placements: list[Placement]
    names: dict[PieceId, tuple[PatientFacts, ...]]


def open_to_split(*, actor: Actor, arrival_id: UUID, by: pieces.By) -> Splitting:
    """The letter in its pieces; parts placed already say how it is cut. Looking is on the ledger."""
    arrival, reading = open_arrival(actor=actor, arrival_id=arrival_id)
    if reading.in_part:
        raise Refused("This message could not be read, so it cannot be cut. Download its original instead.")
    placements = placements_of(arrival)
    letter = _cut(reading, how_cut(placements[0].cut) if placements else by)
    return Splitting(arrival, letter, placements, _named_in(letter))


def cut_as_seen(arrival: Arrival, seen: str, placements: list[Placement]) -> CutLetter:
    """The letter as the form showed it; Conflict if it is cut another way by now, or is read another way."""
    reading = read_again(arrival)
    letter = None if reading.in_part else _cut(reading, how_cut(seen))
    if letter is None or letter.seen != seen or any(one.cut != seen for one in placements):
        raise Conflict("This letter is cut another way by now. Look at its pieces again, then place them.")
    return letter


def placements_of(arrival: Arrival) -> list[Placement]:
    found = Placement.objects.of(arrival.practice_id).filter(arrival=arrival.id)
    return list(
        found.select_related("message__conversation__patient").prefetch_related("pieces").order_by("number")
    )


def pieces_of(placements: Iterable[Placement]) -> frozenset[PieceId]:
    return frozenset((piece.kind, piece.index) for one in placements for piece in one.pieces.all())


def is_being_split(arrival: Arrival) -> bool:
    return Placement.objects.of(arrival.practice_id).filter(arrival=arrival.id).exists()


def check_none_placed(arrival: Arrival) -> None:
    """The whole letter goes nowhere once a part of it is with somebody (HZ-01)."""
    if is_being_split(arrival):
        raise Refused(
            "Parts of this letter have been placed with patients. Place the others too, or take those parts back."
        )


def how_cut(seen: str) -> pieces.By:
    try:
        return pieces.By(seen.partition(":")[0])
    except ValueError as error:
        raise NotFound("A letter cannot be cut that way. Load the page again.") from error


def _cut(reading: Reading, by: pieces.By) -> CutLetter:
    return CutLetter(reading, pieces.cut(reading.parsed.text, by))


def _named_in(letter: CutLetter) -> dict[PieceId, tuple[PatientFacts, ...]]:
    passages = {
        (Kind.TEXT.value, at): Passage("this piece", one.text) for at, one in enumerate(letter.cut.pieces)
    } | {
        (Kind.FILE.value, file.index): Passage("this file", f"{file.name}\n{file.text or ''}")
        for file in letter.files
    }
    known = patients_named(letter.reading.arrival.practice_id, together(passages.values()))
    return {at: _named(passage, known) for at, passage in passages.items()}


def _named(passage: Passage, known: tuple[PatientFacts, ...]) -> tuple[PatientFacts, ...]:
    ids = {finding.patient_id for finding in others_named([passage], None, known)}
    return tuple(patient for patient in known if patient.id in ids)
