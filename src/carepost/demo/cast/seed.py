"""Filling a demo instance: two practices, six people, forty-five patients, sixty conversations in every state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP

from carepost.actions.directory.lists import import_domain_list
from carepost.actions.people.policies import accept_policies
from carepost.actions.practices.found import Line, add_member, connect_mailbox, found_practice
from carepost.demo.cast import patients as people_seen
from carepost.demo.cast.people import CONTACTS, PASSWORD, SURGERIES, Staff, Surgery
from carepost.demo.cast.seeded import Seeded
from carepost.demo.cast.stories import tell_all
from carepost.domain.directory.models import Contact
from carepost.domain.identity.models import Person
from carepost.domain.identity.policies import to_accept
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, EmailAddress, OdsCode, clock

ACCREDITED = (
    "domain,organisation\nnorthside.example,Northside Hospital\nhillcrest.example,Hillcrest Community Trust\n"
)
CARE_PROVIDERS = "domain,organisation\noakhouse.example,Oak House care home\n"


@dataclass(frozen=True, slots=True)
class Service:
    """Where the demo's mail service takes mail from us."""

    host: str
    port: int
    ca_file: str
    passwords: dict[str, str]


def seed(service: Service) -> None:
    """Everything, in one go, on an empty instance."""
    _import_lists()
    numbers = people_seen.numbers()
    lists = (people_seen.NAMES, people_seen.MILLBROOK_NAMES)
    made = [_surgery(one, service, names, numbers) for one, names in zip(SURGERIES, lists, strict=True)]
    tell_all(made[0])


def _import_lists() -> None:
    today: date = clock.now().date()
    for kind, text in (("accredited", ACCREDITED), ("care_providers", CARE_PROVIDERS)):
        import_domain_list(kind=kind, source="demo list", published_on=today, raw=text.encode())


def _surgery(surgery: Surgery, service: Service, names: str, numbers: Iterator[str]) -> Seeded:
    practice = found_practice(name=surgery.name, ods_code=OdsCode(surgery.ods), telephone=surgery.telephone)
    system = Actor.system("demo", practice.id)
    mailbox = connect_mailbox(actor=system, name=surgery.name, line=line_of(surgery, service))
    members = {staff.given.lower(): _member(system, staff) for staff in surgery.staff}
    with acting_for(practice.id):
        patients = people_seen.register(practice, names, numbers)
        Contact.objects.bulk_create([_contact(practice.id, n) for n in range(len(CONTACTS))])
    return Seeded(practice, mailbox, members, patients)


def line_of(surgery: Surgery, service: Service) -> Line:
    return Line(
        address=EmailAddress.parse(surgery.mailbox),
        submission_host=service.host,
        submission_port=service.port,
        username=surgery.mailbox,
        password=service.passwords[surgery.mailbox],
        ca_file=service.ca_file,
    )


def _member(system: Actor, staff: Staff) -> Membership:
    person = Person.objects.create_user(staff.email, staff.given, staff.family, PASSWORD)
    Person.objects.filter(id=person.id).update(title=staff.title)
    person.refresh_from_db()
    TOTP.activate(person, staff.secret)
    member = add_member(actor=system, person=person, role=staff.role, job_title=staff.job, teams=staff.teams)
    accept_policies(person_id=person.id, policy_ids=to_accept(person.id))
    return member


def _contact(practice_id: UUID, n: int) -> Contact:
    one = CONTACTS[n]
    return Contact(
        practice_id=practice_id,
        name=one.name,
        organisation=one.organisation,
        ods_code=one.ods,
        address=one.address,
        identity=EmailAddress.parse(one.address).identity,
        telephone=one.telephone,
    )
