"""The words Carepost adds to a letter. Nothing of the patient goes into a subject (C5)."""

from __future__ import annotations

from carepost.domain.organisations.models import Membership, Practice, Team
from carepost.domain.patients.models import Patient
from carepost.ground.kernel import NhsNumber

PREVIEW = 160


def subject(practice: Practice, reference: str, *, reply: bool = False) -> str:
    return f"{'Re: ' if reply else ''}{practice.name}, ref {reference}"


def sender_name(author: Membership, practice: Practice) -> str:
    return f"{author.name} at {practice.name}"


def signature(author: Membership, practice: Practice, team: Team | None = None) -> str:
    """The author by name, always (C3); then the words of the team that has the answers."""
    title = f", {author.job_title}" if author.job_title else ""
    of_team = f"{team.signature}\n" if team and team.signature else ""
    return f"{author.name}{title}\n{of_team}{practice.name} ({practice.ods_code})"


def body(
    text: str,
    *,
    patient: Patient | None,
    author: Membership,
    practice: Practice,
    reference: str,
    team: Team | None = None,
) -> str:
    """The whole text as it leaves: who it is about, what was written, who wrote it, how to answer."""
    about = f"About: {_about(patient)}\n\n" if patient else ""
    closing = f"Reply to this message to reach {practice.name}. Reference {reference}. Not for emergencies."
    return f"{about}{text.strip()}\n\n{signature(author, practice, team)}\n\n{closing}\n"


def _about(patient: Patient) -> str:
    born = f"{patient.date_of_birth.day} {patient.date_of_birth:%B %Y}"
    return f"{patient.display_name}, born {born}, NHS number {NhsNumber(patient.nhs_number).spaced}"


def preview(text: str) -> str:
    return " ".join(text.split())[:PREVIEW]
