"""Which of the six first teams a role in the clinical system belongs to (I3)."""

from __future__ import annotations

import re

# National job role codes (the R of S:G:R), as smartcards and SystmOne carry them.
CODES = {
    "R8000": "Doctors",
    "R8001": "Nurses",
    "R8002": "Nurses",
    "R8003": "Doctors",
    "R8006": "Secretaries",
    "R8008": "Admin",
    "R8009": "Reception",
    "R8010": "Admin",
}
# The first that fits decides, so that "Nurse practitioner" is a nurse and "Medical secretary" no doctor.
WORDS = (
    ("Secretaries", "secretar"),
    ("Reception", "reception|patient service|care navigat"),
    ("Prescribing", "pharmac|prescri|dispens|medicines manag"),
    ("Nurses", "nurs|midwi|health ?care assistant|hca|phlebotom"),
    (
        "Doctors",
        "doctor|gp|general medical practitioner|registrar|physician|locum|partner|clinical practitioner",
    ),
    ("Admin", "manag|admin|clerk|clerical|coder|summaris|finance|it "),
)


def team_for(role: str) -> str | None:
    """The first team of a clinical system's role, by its national code or its words; None where neither tells."""
    code = re.search(r"\bR\d{4}\b", role)
    if code and code[0] in CODES:
        return CODES[code[0]]
    return next((team for team, words in WORDS if re.search(rf"\b(?:{words})", f"{role.lower()} ")), None)
