"""Who is in the demo. Everybody is made up: 999 NHS numbers, `.example` addresses, Ofcom's fictional telephones."""

from __future__ import annotations

from dataclasses import dataclass

from carepost.ground.kernel import Role

PASSWORD = "surgery-on-the-river"  # noqa: S105  (printed for everyone: these people are made up)
SERVICE_DOMAIN = "nhsmail.example"
ACCOUNT_MAIL = f"carepost@{SERVICE_DOMAIN}"
"""where mail about people's accounts comes from"""


@dataclass(frozen=True, slots=True)
class Staff:
    """`secret` makes the one-time codes that the demo's telephone shows (base32, RFC 6238)."""

    title: str
    given: str
    family: str
    role: Role
    job: str
    teams: tuple[str, ...]
    secret: str

    @property
    def email(self) -> str:
        return f"{self.given}.{self.family}@{SERVICE_DOMAIN}".lower()

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.title, self.given, self.family) if part)


@dataclass(frozen=True, slots=True)
class Surgery:
    ods: str
    name: str
    telephone: str
    staff: tuple[Staff, ...]

    @property
    def mailbox(self) -> str:
        return f"{self.name.split()[0].lower()}.{self.ods.lower()}@{SERVICE_DOMAIN}"


AISHA = Staff("Dr", "Aisha", "Barton", Role.MEMBER, "GP", ("Doctors",), "JBSWY3DPEHPK3PXPJBSWY3DPEHPKAAAA")
SAM = Staff(
    "",
    "Sam",
    "Okafor",
    Role.MEMBER,
    "Receptionist",
    ("Reception", "Admin"),
    "JBSWY3DPEHPK3PXPJBSWY3DPEHPKBBBB",
)
CAROL = Staff(
    "Dr",
    "Carol",
    "Lewis",
    Role.CLINICAL_LEAD,
    "GP partner",
    ("Doctors", "Prescribing"),
    "JBSWY3DPEHPK3PXPJBSWY3DPEHPKCCCC",
)
DEV = Staff(
    "",
    "Dev",
    "Patel",
    Role.ADMINISTRATOR,
    "Practice manager",
    ("Admin", "Secretaries"),
    "JBSWY3DPEHPK3PXPJBSWY3DPEHPKDDDD",
)
PRIYA = Staff(
    "", "Priya", "Nair", Role.MEMBER, "Practice nurse", ("Nurses",), "JBSWY3DPEHPK3PXPJBSWY3DPEHPKEEEE"
)
MORGAN = Staff(
    "Dr", "Morgan", "Grey", Role.ADMINISTRATOR, "GP", ("Doctors", "Admin"), "JBSWY3DPEHPK3PXPJBSWY3DPEHPKFFFF"
)

RIVERSIDE = Surgery("Y90001", "Riverside Surgery", "01632 960123", (AISHA, SAM, CAROL, DEV, PRIYA))
MILLBROOK = Surgery("Y90002", "Millbrook Practice", "01632 960456", (MORGAN,))
SURGERIES = (RIVERSIDE, MILLBROOK)
EVERYBODY = tuple(person for surgery in SURGERIES for person in surgery.staff)


@dataclass(frozen=True, slots=True)
class Outside:
    name: str
    address: str
    organisation: str
    ods: str
    telephone: str
    warned: bool = False


CARDIOLOGY = Outside(
    "Cardiology advice", "cardiology.advice@northside.example", "Northside Hospital", "RX100", "01632 960201"
)
PATHOLOGY = Outside("Pathology", "pathology@northside.example", "Northside Hospital", "RX100", "01632 960202")
DERMATOLOGY = Outside(
    "Dermatology", "dermatology@northside.example", "Northside Hospital", "RX100", "01632 960203"
)
DISCHARGE = Outside(
    "Discharge letters", "discharge@northside.example", "Northside Hospital", "RX100", "01632 960204"
)
SHAH = Outside("Dr P Shah", "p.shah@northside.example", "Northside Hospital", "RX100", "01632 960205")
OAK_HOUSE = Outside(
    "Oak House", "manager@oakhouse.example", "Oak House care home", "VM123", "01632 960301", warned=True
)
OAK_NURSES = Outside(
    "Oak House nurses", "nurses@oakhouse.example", "Oak House care home", "VM123", "01632 960302", warned=True
)
CONTACTS = (CARDIOLOGY, PATHOLOGY, DERMATOLOGY, DISCHARGE, SHAH, OAK_HOUSE, OAK_NURSES)
