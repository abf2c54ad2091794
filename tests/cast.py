"""The fixed cast: Alice (GP), Bob (receptionist), Carol (clinical lead), Dev (administrator), Mallory (elsewhere)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from carepost.actions.practices.found import Line, add_member, connect_mailbox, found_practice
from carepost.domain.directory.models import DomainList, ListedDomain
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Membership, Practice, ServiceMailbox, Team
from carepost.domain.patients.facts import folded
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, EmailAddress, OdsCode, Role, clock


@dataclass(frozen=True, slots=True)
class Surgery:
    practice: Practice
    mailbox: ServiceMailbox
    members: dict[str, Membership]

    @property
    def system(self) -> Actor:
        return Actor.system("tests", self.practice.id)

    def actor(self, name: str) -> Actor:
        return self.members[name].as_actor()

    def team(self, name: str) -> Team:
        with acting_for(self.practice.id):
            return Team.objects.of(self.practice.id).get(name=name)

    def patient(
        self,
        number: str = "9990000018",
        family: str = "Smith",
        given: str = "Jane",
        born: date = date(1985, 5, 3),
    ) -> Patient:
        with acting_for(self.practice.id):
            return Patient.objects.get_or_create(
                practice=self.practice,
                nhs_number=number,
                defaults={
                    "family_name": family,
                    "given_name": given,
                    "folded_name": folded(f"{family} {given}"),
                    "date_of_birth": born,
                    "sex": Patient.Sex.FEMALE,
                    "confirmed_at": clock.now(),
                    "source": "demo list",
                },
            )[0]


@dataclass(frozen=True, slots=True)
class Cast:
    riverside: Surgery
    millbrook: Surgery

    @property
    def alice(self) -> Actor:
        return self.riverside.actor("alice")

    @property
    def bob(self) -> Actor:
        return self.riverside.actor("bob")

    @property
    def carol(self) -> Actor:
        return self.riverside.actor("carol")

    @property
    def dev(self) -> Actor:
        return self.riverside.actor("dev")

    @property
    def mallory(self) -> Actor:
        return self.millbrook.actor("mallory")


def make_cast() -> Cast:
    trust("northside.example", "Northside NHS Trust", DomainList.Kind.ACCREDITED)
    trust("oakhouse.example", "Oak House Care Ltd", DomainList.Kind.CARE_PROVIDERS)
    return Cast(
        riverside=_surgery(
            "Riverside Surgery",
            "Y90001",
            {
                "alice": ("Aisha", "Barton", Role.MEMBER, "GP", "Doctors"),
                "bob": ("Bob", "Okafor", Role.MEMBER, "Receptionist", "Reception"),
                "carol": ("Carol", "Lewis", Role.CLINICAL_LEAD, "GP", "Doctors"),
                "dev": ("Dev", "Patel", Role.ADMINISTRATOR, "Practice manager", "Admin"),
            },
        ),
        millbrook=_surgery(
            "Millbrook Practice",
            "Y90002",
            {"mallory": ("Mallory", "Grey", Role.ADMINISTRATOR, "Manager", "Admin")},
        ),
    )


def trust(domain: str, organisation: str, kind: DomainList.Kind) -> None:
    """Put one domain on a list of today."""
    today = clock.now()
    listed, _ = DomainList.objects.get_or_create(
        kind=kind,
        defaults={"source": "tests", "sha256": "0" * 64, "published_on": today.date(), "imported_at": today},
    )
    ListedDomain.objects.get_or_create(
        domain_list=listed, domain=domain, defaults={"organisation": organisation}
    )


def _surgery(name: str, ods: str, people: dict[str, tuple[str, str, Role, str, str]]) -> Surgery:
    practice = found_practice(name=name, ods_code=OdsCode(ods), telephone="01632 960123")
    system = Actor.system("tests", practice.id)
    mailbox = connect_mailbox(
        actor=system,
        name=name,
        line=Line(
            address=EmailAddress.parse(f"{ods.lower()}@nhsmail.example"),
            submission_host="127.0.0.1",
            submission_port=1,
            username=f"{ods.lower()}@nhsmail.example",
            password="made up",
        ),
    )
    members = {}
    for key, (given, family, role, title, team) in people.items():
        person = Person.objects.create_user(f"{key}@{ods.lower()}.example", given, family)
        members[key] = add_member(actor=system, person=person, role=role, job_title=title, teams=[team])
    return Surgery(practice, mailbox, members)
