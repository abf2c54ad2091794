"""Certain, suggested or unknown: everything the pure matcher needs, looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carepost.actions.receiving.links import Linked
from carepost.actions.receiving.reading import Reading
from carepost.domain.patients.facts import PatientFacts
from carepost.domain.patients.named import patient_facts, patients_named
from carepost.domain.tenancy import statements
from carepost.engines.matching import Decision, decide, guess
from carepost.engines.screening import not_read_whole, others_named, together

_CONTACT = "select ods_code from directory_contact where practice_id = %s and identity = %s"


@dataclass(frozen=True, slots=True)
class Decided:
    decision: Decision

    @property
    def reasons(self) -> list[str]:
        return list(self.decision.reasons)


def decide_arrival(reading: Reading, linked: Linked, staff: Sequence[str]) -> Decided:
    """`staff`: names of our own people, who are no findings."""
    practice_id = reading.arrival.practice_id
    passages = reading.passages(linked.links)
    found = together(passages)
    known = patients_named(practice_id, found)
    return Decided(
        decide(
            sender=reading.sender,
            links=linked.links,
            sender_contact_ods=_contact_ods(reading) if linked.links else "",
            forged=linked.forged,
            findings=others_named(passages, _about(linked, reading), known, ignore_names=staff),
            unreadable_attachments=(*reading.not_read, *not_read_whole(passages)),
            other_patient_suggestions=guess(found, known),
        )
    )


def _contact_ods(reading: Reading) -> str:
    """Asked for only where there is a conversation in which it could say something."""
    identity = reading.sender.identity
    found = statements.run(_CONTACT, [reading.arrival.practice_id, identity]) if identity else []
    ods: str = found[0][0] if found else ""
    return ods


def _about(linked: Linked, reading: Reading) -> PatientFacts | None:
    patients = {link.patient_id for link in linked.links}
    only = patients.pop() if len(patients) == 1 else None
    return patient_facts(reading.arrival.practice_id, only) if only is not None else None
