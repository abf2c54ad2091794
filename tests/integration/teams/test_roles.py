"""A role in the clinical system tells the first team."""

from __future__ import annotations

import pytest

from carepost.domain.organisations.clinical_roles import team_for


@pytest.mark.parametrize(
    ("role", "team"),
    [
        ("S8000:G8000:R8000", "Doctors"),
        ("S8003:G8003:R8009", "Reception"),
        ("GP Partner", "Doctors"),
        ("Locum", "Doctors"),
        ("Practice Nurse", "Nurses"),
        ("Healthcare Assistant", "Nurses"),
        ("Advanced Nurse Practitioner", "Nurses"),
        ("Medical Secretary", "Secretaries"),
        ("Receptionist", "Reception"),
        ("Care Navigator", "Reception"),
        ("Clinical Pharmacist", "Prescribing"),
        ("Prescription clerk", "Prescribing"),
        ("Practice manager", "Admin"),
        ("Nurse manager", "Nurses"),
        ("Chaplain", None),
        ("", None),
    ],
)
def test_a_role_belongs_to_one_of_the_six_teams_or_to_none_we_know(role: str, team: str | None) -> None:
    assert team_for(role) == team
