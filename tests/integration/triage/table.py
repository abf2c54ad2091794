"""A letter about five patients on Riverside's table, for tests of splitting it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from carepost.actions.triage.split import place_pieces
from carepost.actions.triage.splitting import Splitting, open_to_split
from carepost.actions.triage.unsplit import take_back
from carepost.domain.correspondence.models import Message
from carepost.domain.patients.models import Patient
from carepost.engines.intake.models import Arrival, Placement
from carepost.engines.intake.waiting import to_match
from carepost.ground.kernel import Actor
from carepost.ground.mailkit.pieces import By
from tests.integration.desk import Desk
from tests.integration.letters import OAK_HOUSE, mail

PEOPLE = [
    ("9990000018", "Smith", "Jane", date(1985, 5, 3)),
    ("9990000026", "Adeyemi", "Tunde", date(1948, 2, 12)),
    ("9990000034", "Kowalska", "Anna", date(1993, 1, 30)),
    ("9990000042", "Nowak", "Piotr", date(1971, 11, 9)),
    ("9990000050", "Featherstone", "Bart", date(2019, 2, 1)),
]
SECRETS = ("palpitations", "warfarin", "midwife", "hernia", "asthma")
GREETING, GOODBYE = "Dear surgery, our round of today.", "Yours, Ruth Bell"


@dataclass
class Table:
    """A letter about five patients on Riverside's table."""

    desk: Desk
    people: list[Patient]
    arrival: Arrival

    def look(self, by: By = By.PARAGRAPHS) -> Splitting:
        with self.desk.acting():
            return open_to_split(actor=self.desk.someone, arrival_id=self.arrival.id, by=by)

    def put(
        self,
        who: Patient | None,
        *texts: int,
        files: tuple[int, ...] = (),
        actor: Actor | None = None,
        by: By = By.PARAGRAPHS,
        into: UUID | None = None,
    ) -> Placement:
        seen = self.look(by).letter.seen
        with self.desk.acting():
            return place_pieces(
                actor=actor or self.desk.someone,
                arrival_id=self.arrival.id,
                patient_id=who.id if who else None,
                pieces=frozenset(texts),
                attachments=frozenset(files),
                seen=seen,
                conversation_id=into,
            )

    def back(self, number: int) -> Arrival:
        with self.desk.acting():
            return take_back(actor=self.desk.someone, arrival_id=self.arrival.id, number=number)

    def all_placed(self) -> list[Placement]:
        """Each with their own paragraph; the files with the first two, the rest about nobody."""
        first, second = (file.index for file in self.look().letter.files)
        placed = [
            self.put(self.people[0], 1, files=(first,)),
            self.put(self.people[1], 2, files=(second,)),
            *(self.put(who, at) for at, who in enumerate(self.people[2:], start=3)),
        ]
        return [*placed, self.put(None, 0, 6)]

    def state(self) -> str:
        return self.desk.arrival(self.arrival.id).state

    def waiting(self) -> list[UUID]:
        with self.desk.acting():
            return [one.id for one in to_match(self.desk.id)]

    def message(self, placement: Placement) -> Message:
        with self.desk.acting():
            return (
                Message.objects.of(self.desk.id).select_related("conversation").get(id=placement.message_id)
            )


def letter() -> bytes:
    about = [
        f"{given} {family}, NHS number {number}: {secret}."
        for (number, family, given, _), secret in zip(PEOPLE, SECRETS, strict=True)
    ]
    return mail(
        "\n\n".join([GREETING, *about, GOODBYE]),
        sender=f"Oak House <{OAK_HOUSE}>",
        subject="Jane Smith, Tunde Adeyemi and three more",
        html="<p>all five of them</p>",
        files=[
            ("smith.txt", "text/plain", b"Jane Smith's chart"),
            ("adeyemi.txt", "text/plain", b"Tunde Adeyemi's chart"),
        ],
    )


def laid_out(desk: Desk) -> Table:
    people = [desk.surgery.patient(*person) for person in PEOPLE]
    return Table(desk, people, desk.take_in(letter()))
