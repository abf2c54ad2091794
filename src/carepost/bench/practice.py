"""A practice of the usual size to measure at: its people, its patients, and letters out that will be answered."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from carepost.actions.directory.lists import import_domain_list
from carepost.actions.practices.found import Line, add_member, connect_mailbox, found_practice
from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.actions.writing.send import send_message
from carepost.bench.corpus import Answerable, words
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.patients.facts import folded
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Envelope
from carepost.ground.kernel import Actor, EmailAddress, OdsCode, Role, clock, new_id
from carepost.ground.mailkit import tokens

PATIENTS = 10_000
"""An English practice has about as many."""
STAFF = 25
DOMAIN = "northside.example"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where mail is measured. `sent`: letters the practice has out."""

    practice_id: UUID
    mailbox_id: UUID
    address: str
    sent: list[Answerable]

    @property
    def system(self) -> Actor:
        return Actor.system("bench", self.practice_id)


def found(*, sent: int, seed: int, patients: int = PATIENTS) -> Bench:
    """Riverside: 25 people, its patients, and as many letters sent by the verb that people send with."""
    draw = random.Random(seed)
    trust()
    practice = found_practice(name="Riverside Surgery", ods_code=OdsCode("Y90001"), telephone="01632 960123")
    system, address = Actor.system("bench", practice.id), "riverside@nhsmail.example"
    line = Line(
        address=EmailAddress.parse(address),
        submission_host="",
        submission_port=587,
        username="",
        password="made up",  # noqa: S106  (opens nothing)
    )
    mailbox = connect_mailbox(actor=system, name="Riverside Surgery", line=line)
    members = [_member(system, number, draw) for number in range(STAFF)]
    with acting_for(practice.id):
        people = Patient.objects.bulk_create(_patients(practice.id, patients, draw), batch_size=2_000)
    for number in range(sent):
        write(members[0], draw.choice(people), number)
    return Bench(practice.id, mailbox.id, address, list(_answerable(practice.id, address)))


def trust() -> None:
    """The outside organisations are accredited, as judged on sending."""
    raw = f"Domain,Organisation\n{DOMAIN},Northside NHS Trust\n".encode()
    import_domain_list(kind="accredited", source="made up", published_on=clock.now().date(), raw=raw)


def nhs_numbers() -> Iterator[str]:
    """Numbers in the range that is nobody's (999...), with their check digits."""
    for number in range(999_000_000, 1_000_000_000):
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(str(number))) % 11
        if check != 10:
            yield f"{number}{check % 11}"


def _member(system: Actor, number: int, draw: random.Random) -> Membership:
    given, family = draw.choice(words.GIVEN), draw.choice(words.FAMILY)
    person = Person.objects.create_user(f"staff{number}@riverside.example", given, family)
    return add_member(actor=system, person=person, role=Role.MEMBER, job_title="GP", teams=["Doctors"])


def _patients(practice_id: UUID, count: int, draw: random.Random) -> Iterator[Patient]:
    now, first = clock.now(), date(1930, 1, 1)
    for _, number in zip(range(count), nhs_numbers(), strict=False):
        # Two family names to a patient, so that few share both names, as among real ones.
        family = f"{draw.choice(words.FAMILY)}-{draw.choice(words.FAMILY)}"
        given = f"{draw.choice(words.GIVEN)} {draw.choice(words.GIVEN)}"
        yield Patient(
            practice_id=practice_id,
            nhs_number=number,
            family_name=family,
            given_name=given,
            folded_name=folded(f"{family} {given}"),
            date_of_birth=first + timedelta(days=draw.randrange(34_000)),
            confirmed_at=now,
            source="made up",
        )


def write(author: Membership, patient: Patient, number: int) -> None:
    """Each to a colleague of its own at the hospital."""
    with acting_for(author.practice_id):
        author = Membership.objects.select_related("person").get(id=author.id)
        team = Team.objects.of(author.practice_id).order_by("id")[0]
        letter = Letter(
            key=new_id(),
            to=(EmailAddress.parse(f"clinic{number}@{DOMAIN}"),),
            text=f"Please see this patient.\n{words.paragraph(random.Random(number), 120)}",
            replies_to=RepliesTo(team_id=team.id),
        )
        send_message(actor=author.as_actor(), patient_id=patient.id, letter=letter)


def _answerable(practice_id: UUID, address: str) -> Iterator[Answerable]:
    with acting_for(practice_id):
        rows = (
            Envelope.objects.of(practice_id).select_related("message__conversation__patient").order_by("id")
        )
        for envelope in rows:
            message, patient = envelope.message, envelope.message.conversation.patient
            assert patient is not None  # noqa: S101  (written just now, about a patient)
            yield Answerable(
                conversation_id=message.conversation_id,
                subject=message.subject,
                reply_to=tokens.address(address, envelope.token),
                message_id=envelope.mime_message_id,
                recipient=envelope.recipient,
                name="Dr P Shah",
                about=f"Re: {patient.given_name} {patient.family_name.upper()}, born "
                f"{patient.date_of_birth:%d/%m/%Y}, NHS number {patient.nhs_number}",
                text=message.text,
            )
