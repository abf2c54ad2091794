"""Certain, suggested or unknown: everything the pure matcher needs, looked up."""

from __future__ import annotations

from dataclasses import dataclass

from carepost.actions.receiving.links import Linked
from carepost.actions.receiving.reading import Reading
from carepost.domain.directory.models import Contact
from carepost.domain.organisations.models import Membership
from carepost.domain.patients.facts import PatientFacts
from carepost.domain.patients.models import Patient
from carepost.domain.patients.named import patients_named
from carepost.engines.matching import Decision, decide, guess
from carepost.engines.screening import not_read_whole, others_named, together


@dataclass(frozen=True, slots=True)
class Decided:
    decision: Decision

    @property
    def reasons(self) -> list[str]:
        return list(self.decision.reasons)


def decide_arrival(reading: Reading, linked: Linked) -> Decided:
    practice_id = reading.arrival.practice_id
    passages = reading.passages(linked.links)
    found = together(passages)
    known = patients_named(practice_id, found)
    return Decided(
        decide(
            sender=reading.sender,
            links=linked.links,
            sender_contact_ods=_contact_ods(reading),
            forged=linked.forged,
            findings=others_named(passages, _about(linked, reading), known, ignore_names=_staff(reading)),
            unreadable_attachments=(*reading.unreadable_attachments, *not_read_whole(passages)),
            other_patient_suggestions=guess(found, known),
        )
    )


def _contact_ods(reading: Reading) -> str:
    contact = Contact.objects.of(reading.arrival.practice_id).filter(identity=reading.sender.identity).first()
    return contact.ods_code if contact and reading.sender.identity else ""


def _about(linked: Linked, reading: Reading) -> PatientFacts | None:
    patients = {link.patient_id for link in linked.links}
    only = patients.pop() if len(patients) == 1 else None
    if only is None:
        return None
    row = Patient.objects.one(reading.arrival.practice_id, only)
    return PatientFacts(row.id, row.nhs_number, row.family_name, row.given_name, row.date_of_birth)


def _staff(reading: Reading) -> list[str]:
    """Our own people are named in letters and are not findings. The sender's display name is: they chose it."""
    members = Membership.objects.of(reading.arrival.practice_id).select_related("person")
    return [f"{m.person.given_name} {m.person.family_name}" for m in members]
