"""A letter about several patients as the page shows it: each piece, whom it names, with whom it is placed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from carepost.actions.triage.candidates import Possible
from carepost.actions.triage.splitting import Kind, PieceId, Splitting, pieces_of
from carepost.domain.patients.facts import PatientFacts
from carepost.domain.patients.models import Patient
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import FieldError, Link
from carepost.doors.web.presenters.splitting import Piece, Placed, SplitPage
from carepost.engines.intake.models import Arrival, Placement
from carepost.ground.mailkit.pieces import By

from .files import unplaced
from .matching import candidate_of, patient_found, sender_of
from .parts import take_back_action

NOBODY = "About nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What this person has done on the page so far, to be drawn again: ticks, a search, what was wrong."""

    ticked: Collection[PieceId] = ()
    words: str = ""
    found: Sequence[Patient] | None = None
    errors: tuple[FieldError, ...] = ()


def split_page(splitting: Splitting, possible: Iterable[Possible], asked: Asked) -> SplitPage:
    arrival, letter = splitting.arrival, splitting.letter
    placed, total = len(pieces_of(splitting.placements)), len(letter.all)
    html = letter.reading.parsed.html is not None
    return SplitPage(
        url=reverse("matching-split", args=[arrival.id]),
        title=arrival.subject or "(no subject)",
        who=sender_of(arrival),
        at=arrival.at,
        progress=f"{placed} of {total} {'piece' if total == 1 else 'pieces'} placed",
        seen=letter.seen,
        pieces=_texts(splitting, asked),
        files=_files(splitting, asked),
        finished=arrival.state == Arrival.State.SPLIT,
        candidates=tuple(candidate_of(one) for one in possible),
        words=asked.words,
        found=None if asked.found is None else tuple(patient_found(one) for one in asked.found),
        placed=tuple(_placed(one, splitting) for one in splitting.placements),
        other_cut=_other_cut(splitting),
        html_url=reverse("arrival-html", args=[arrival.id]) if html else None,
        original_url=reverse("arrival-original", args=[arrival.id]),
        errors=asked.errors,
        back=Link(label="Back to Needs matching", url=reverse("matching")),
    )


def _texts(splitting: Splitting, asked: Asked) -> tuple[Piece, ...]:
    with_whom = _with_whom(splitting.placements)
    return tuple(
        Piece(
            value=str(at),
            title=_title(at, earlier=one.earlier),
            text=one.text,
            earlier=one.earlier,
            names=_names(splitting.names[Kind.TEXT.value, at]),
            placed=with_whom.get((Kind.TEXT.value, at), ""),
            ticked=(Kind.TEXT.value, at) in asked.ticked,
        )
        for at, one in enumerate(splitting.letter.cut.pieces)
    )


def _files(splitting: Splitting, asked: Asked) -> tuple[Piece, ...]:
    with_whom = _with_whom(splitting.placements)
    return tuple(
        Piece(
            value=str(file.index),
            title=f"File {at}",
            file=unplaced(splitting.arrival.id, file),
            names=_names(splitting.names[Kind.FILE.value, file.index]),
            placed=with_whom.get((Kind.FILE.value, file.index), ""),
            ticked=(Kind.FILE.value, file.index) in asked.ticked,
        )
        for at, file in enumerate(splitting.letter.files, start=1)
    )


def _title(at: int, *, earlier: bool) -> str:
    return f"Piece {at + 1}: earlier text" if earlier else f"Piece {at + 1}"


def _names(named: Iterable[PatientFacts]) -> tuple[str, ...]:
    return tuple(
        f"names {formats.patient_name(one.family_name, one.given_name)} (born {formats.day(one.date_of_birth)})"
        for one in named
    )


def _with_whom(placements: Iterable[Placement]) -> dict[PieceId, str]:
    return {(piece.kind, piece.index): _who(one) for one in placements for piece in one.pieces.all()}


def _who(placement: Placement) -> str:
    return f"With {placement.patient.display_name}" if placement.patient else NOBODY


def _placed(placement: Placement, splitting: Splitting) -> Placed:
    patient, message = placement.patient, placement.message
    label = "Open the conversation"
    born = f", born {formats.day(patient.date_of_birth)}" if patient else ""
    return Placed(
        who=f"{_who(placement)}{born}",
        what=_what(placement, splitting),
        by=placement.by,
        at=placement.at,
        conversation=Link(label=label, url=reverse("conversation", args=[message.conversation_id]))
        if message
        else None,
        take_back=take_back_action(splitting.arrival.id, placement.number, "Take back"),
    )


def _what(placement: Placement, splitting: Splitting) -> str:
    files = [file.index for file in splitting.letter.files]
    rows = sorted(placement.pieces.all(), key=lambda piece: (piece.kind != Kind.TEXT, piece.index))
    return ", ".join(
        f"piece {piece.index + 1}" if piece.kind == Kind.TEXT else f"file {files.index(piece.index) + 1}"
        for piece in rows
    )


def _other_cut(splitting: Splitting) -> Link | None:
    """Offered until something is placed: numbers mean one cut only."""
    if splitting.placements:
        return None
    fine = splitting.letter.cut.by is By.LINES
    label, by = ("Cut at each paragraph", By.PARAGRAPHS) if fine else ("Cut at each line", By.LINES)
    return Link(label=label, url=f"{reverse('matching-split', args=[splitting.arrival.id])}?by={by}")
