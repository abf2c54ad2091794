"""Patients and members as pages show them."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.receiving.reading import identity_of
from carepost.domain.organisations.absences import away_now
from carepost.domain.organisations.models import Membership
from carepost.domain.organisations.people import members_of, teams_of
from carepost.domain.patients.models import Patient
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import Choice, PatientBanner, PatientLine
from carepost.ground.kernel import Actor, clock

REGISTRATION = {
    Patient.Status.REGISTERED: "Registered here",
    Patient.Status.LEFT: "No longer registered here",
    Patient.Status.DECEASED: "Recorded as deceased",
    Patient.Status.RESTRICTED: "Registered here",
}
FLAGS = {
    Patient.Status.LEFT: "No longer a patient of this practice",
    Patient.Status.DECEASED: "Deceased",
    Patient.Status.RESTRICTED: "Restricted record",
}


def sex_of(patient: Patient) -> str:
    return "" if patient.sex == Patient.Sex.UNKNOWN else Patient.Sex(patient.sex).label


def line_of(patient: Patient) -> PatientLine:
    return PatientLine(
        family=patient.family_name,
        given=patient.given_name,
        born=patient.date_of_birth,
        nhs_number=patient.nhs_number,
        sex=sex_of(patient),
    )


def banner_of(patient: Patient) -> PatientBanner:
    status = Patient.Status(patient.status)
    confirmed = formats.day(patient.confirmed_at.astimezone(formats.LONDON).date())
    return PatientBanner(
        family=patient.family_name,
        given=patient.given_name,
        born=patient.date_of_birth,
        nhs_number=patient.nhs_number,
        sex=sex_of(patient),
        registration=REGISTRATION[status],
        source=f"practice list of {confirmed}",
        flags=(FLAGS[status],) if status in FLAGS else (),
    )


def takers(actor: Actor, chosen: str) -> tuple[Choice, ...]:
    """Whom work or answers may go to: you, a team, a colleague; with who is away, and until when."""
    away = away_now(actor.practice_id, clock.now())
    teams = ((f"team:{team.id}", team.name, "Teams") for team in teams_of(actor.practice_id))
    members = (
        (f"member:{member.id}", with_absence(member, away), "Colleagues")
        for member in members_of(actor.practice_id)
        if str(member.id) != actor.id
    )
    return tuple(
        Choice(value=value, label=label, chosen=value == chosen, group=group)
        for value, label, group in (("me", "You", ""), *teams, *members)
    )


def with_absence(member: Membership, away: dict[UUID, str]) -> str:
    """Sam Okafor (away until 3 May)."""
    return f"{member.name} ({away[member.id]})" if member.id in away else member.name


def names(line: list[list[str]], own: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """People by name, or address; our own mailbox, whose address carries a long tag, as what it is."""
    return tuple(
        "your practice" if identity_of(address) in own else name or address for name, address in line
    )
