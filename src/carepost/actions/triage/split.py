"""One letter about several patients: each piece with the one it is about, and none of it with another (M2, HZ-01)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from carepost.actions.permissions import check_sender
from carepost.actions.policies.letters import check_still_needs_matching
from carepost.actions.receiving.placing import place
from carepost.actions.receiving.reading import Reading
from carepost.actions.triage.confirm import add_sender, new_conversation
from carepost.actions.triage.splitting import (
    CutLetter,
    Kind,
    PieceId,
    cut_as_seen,
    pieces_of,
    placements_of,
)
from carepost.domain.correspondence.models import Conversation, Happening, Message
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.patients.models import Patient
from carepost.engines.intake.models import Arrival, PlacedPiece, Placement
from carepost.ground.kernel import Actor, Conflict, NotFound, Refused, clock

SUBJECT = "Part of a letter about several patients"
"""The letter's own subject may name another of them."""


def place_pieces(
    *,
    actor: Actor,
    arrival_id: UUID,
    patient_id: UUID | None,
    pieces: frozenset[int],
    attachments: frozenset[int],
    seen: str,
    conversation_id: UUID | None = None,
) -> Placement:
    """Put these pieces and files with a patient, or, without one, mark them as about nobody.

    1. the letter is locked: of two people with the same piece, the second is told; 2. the patient's conversation
    is the one named, else that of their earlier pieces, else a new one; 3. it gets a message of these pieces
    alone; 4. with the last piece placed, the letter is dealt with. `seen` is the cut the form was drawn from.
    """
    check_sender(actor)
    arrival = Arrival.objects.one_for_update(actor.practice_id, arrival_id)
    check_still_needs_matching(arrival.state)
    before = placements_of(arrival)
    letter = cut_as_seen(arrival, seen, before)
    chosen = letter.chosen(pieces, attachments)
    _check_not_placed(chosen, before)

    now, number = clock.now(), max((one.number for one in before), default=0) + 1
    left = len(letter.all - chosen - pieces_of(before))
    part = _part(letter, chosen)
    into = _conversation(actor, arrival, before, patient_id, conversation_id)
    _check_about_somebody(into, before, left)
    message = _put(actor, part, into, now, number) if into else None
    placement = _placement(actor, arrival, letter, message, chosen, now, number)
    if not left:
        arrival.state = Arrival.State.SPLIT
        arrival.settled_by, arrival.settled_at = actor.name, now
        arrival.save()

    detail = {"from": arrival.from_address, "pieces": sorted(chosen), "left": left}
    record(actor=actor, event=Event.ARRIVAL_SPLIT_PLACED, about=about_part(placement, into), detail=detail)
    return placement


def _check_not_placed(chosen: frozenset[PieceId], before: list[Placement]) -> None:
    if chosen & pieces_of(before):
        raise Conflict(
            "A colleague has placed one of these pieces already. Look at what is left, then place it again."
        )


def _check_about_somebody(into: Conversation | None, before: list[Placement], left: int) -> None:
    """A letter that is all about nobody is something else, and is said so elsewhere."""
    if not left and into is None and not any(one.message_id for one in before):
        raise Refused(
            "Then no piece of this letter would be about a patient. Take those pieces back, go to the message and "
            "say what it is there."
        )


def _part(letter: CutLetter, chosen: frozenset[PieceId]) -> Reading:
    """The letter as if it held nothing else: no subject, no formatting, nobody it was copied to."""
    texts = {index for kind, index in chosen if kind == Kind.TEXT}
    files = tuple(file for file in letter.files if (Kind.FILE.value, file.index) in chosen)
    alone = replace(
        letter.reading.parsed,
        subject=SUBJECT,
        text=letter.cut.joined(texts),
        html=None,
        attachments=files,
        to=(),
        cc=(),
    )
    return replace(letter.reading, parsed=alone)


def _conversation(
    actor: Actor,
    arrival: Arrival,
    before: list[Placement],
    patient_id: UUID | None,
    conversation_id: UUID | None,
) -> Conversation | None:
    """Where they go; None when they are about nobody."""
    if conversation_id is not None:
        found = Conversation.objects.one_for_update(actor.practice_id, conversation_id)
        if found.patient_id is None or patient_id not in {None, found.patient_id}:
            raise NotFound("There is no such conversation about this patient.")
        return found
    if patient_id is None:
        return None
    patient = Patient.objects.one(actor.practice_id, patient_id)
    for earlier in before:
        if earlier.message is not None and earlier.message.conversation.patient_id == patient.id:
            return Conversation.objects.one_for_update(actor.practice_id, earlier.message.conversation_id)
    return new_conversation(actor, patient, arrival, SUBJECT)


def _put(actor: Actor, part: Reading, into: Conversation, now: datetime, number: int) -> Message:
    message = place(part, into, now, part=number)
    add_sender(actor, part, into, now)
    into.noted(Happening.Kind.MATCHED, by=actor.name, at=now)
    return message


def _placement(
    actor: Actor,
    arrival: Arrival,
    letter: CutLetter,
    message: Message | None,
    chosen: frozenset[PieceId],
    now: datetime,
    number: int,
) -> Placement:
    """The rows; the database itself lets no piece be placed twice."""
    placement = Placement.objects.create(
        practice_id=arrival.practice_id,
        arrival=arrival,
        number=number,
        message=message,
        cut=letter.seen,
        by=actor.name,
        at=now,
    )
    PlacedPiece.objects.bulk_create(
        PlacedPiece(
            practice_id=arrival.practice_id, placement=placement, arrival=arrival, kind=kind, index=index
        )
        for kind, index in sorted(chosen)
    )
    return placement


def about_part(placement: Placement, conversation: Conversation | None) -> dict[str, UUID | str]:
    """The subjects of an entry on a part of a letter."""
    about: dict[str, UUID | str] = {"arrival": placement.arrival_id, "placement": placement.id}
    if conversation is not None and placement.message_id and conversation.patient_id:
        about |= {
            "conversation": conversation.id,
            "message": placement.message_id,
            "patient": conversation.patient_id,
        }
    return about
