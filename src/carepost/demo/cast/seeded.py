"""A practice of the demo, once it is made."""

from __future__ import annotations

from dataclasses import dataclass

from carepost.domain.organisations.models import Membership, Practice, ServiceMailbox
from carepost.domain.patients.models import Patient
from carepost.ground.kernel import Actor


@dataclass(frozen=True, slots=True)
class Seeded:
    practice: Practice
    mailbox: ServiceMailbox
    members: dict[str, Membership]
    patients: list[Patient]

    @property
    def system(self) -> Actor:
        return Actor.system("demo", self.practice.id)
