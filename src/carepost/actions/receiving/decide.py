"""Certain, suggested or unknown: everything the pure matcher needs, looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carepost.actions.receiving.links import Linked
from carepost.actions.receiving.reading import Reading
from carepost.domain.patients.named import patients_named
from carepost.engines.matching import Decision, decide, guess
from carepost.engines.screening import not_read_whole, others_named, together


@dataclass(frozen=True, slots=True)
class Decided:
    decision: Decision

    @property
    def reasons(self) -> list[str]:
        return list(self.decision.reasons)


def decide_arrival(reading: Reading, linked: Linked, contact_ods: str, staff: Sequence[str]) -> Decided:
    """`contact_ods`: the organisation of the contact who wrote, or "". `staff`: our own people, who are no findings."""
    practice_id = reading.arrival.practice_id
    passages = reading.passages(linked.links)
    found = together(passages)
    known = patients_named(practice_id, found)
    return Decided(
        decide(
            sender=reading.sender,
            links=linked.links,
            sender_contact_ods=contact_ods if linked.links else "",
            forged=linked.forged,
            findings=others_named(passages, linked.about, known, ignore_names=staff),
            unreadable_attachments=(*reading.unreadable_attachments, *not_read_whole(passages)),
            other_patient_suggestions=guess(found, known),
        )
    )
