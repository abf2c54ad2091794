"""Letters of one author about one patient, by the verb that people send with."""

from __future__ import annotations

import random
from dataclasses import dataclass
from uuid import UUID

from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.actions.writing.send import send_message
from carepost.bench.corpus import words
from carepost.bench.practice import DOMAIN
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, EmailAddress, new_id


@dataclass(frozen=True, slots=True)
class Desk:
    author: Actor
    patient_id: UUID
    team_id: UUID

    @classmethod
    def at(cls, practice_id: UUID) -> Desk:
        with acting_for(practice_id):
            member = Membership.objects.of(practice_id).select_related("person").order_by("id")[0]
            patient = Patient.objects.of(practice_id).order_by("id")[0]
            team = Team.objects.of(practice_id).order_by("id")[0]
            return cls(member.as_actor(), patient.id, team.id)

    def write(self, number: int) -> None:
        """A conversation of its own each time, to one colleague of many."""
        letter = Letter(
            key=new_id(),
            to=(EmailAddress.parse(f"clinic{number % 100}@{DOMAIN}"),),
            text=f"Please see this patient.\n{words.paragraph(random.Random(number), 120)}",
            replies_to=RepliesTo(team_id=self.team_id),
        )
        with acting_for(self.author.practice_id):
            send_message(actor=self.author, patient_id=self.patient_id, letter=letter)
