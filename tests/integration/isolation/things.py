"""What a practice has that can be asked for, and what became of it meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from carepost.domain.correspondence.models import HeldFile
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.models import PlacedPiece, Placement
from carepost.ground.kernel import new_id
from tests.doubles.ways_out import refuses
from tests.integration.desk import Desk
from tests.integration.isolation.everything import Everything, fill


@dataclass
class Things:
    """What a practice has that can be asked for. `cut` is how its split letter was cut; `held` is the last file
    held and `handed` the last hand-over.
    """

    desk: Desk
    of: Everything
    refused: Envelope
    cut: str
    members: dict[int, UUID] = field(default_factory=dict)
    held: HeldFile | None = None
    handed: UUID | None = None
    absence: UUID | None = None

    @property
    def version(self) -> int:
        return self.desk.again(self.of.conversation).version

    @property
    def team(self) -> UUID:
        return self.desk.surgery.team("Nurses").id

    def member(self, person: int) -> UUID:
        """Their membership's id; one that never was for whoever has no place."""
        return self.members.get(person) or new_id()

    def part_with(self, piece: int) -> int:
        """The number of the part of the split letter that has this piece; 99 for none."""
        with self.desk.acting():
            found = PlacedPiece.objects.of(self.desk.id).filter(arrival=self.of.split.id, index=piece).first()
            return found.placement.number if found else 99


def things_of(desk: Desk) -> Things:
    everything = fill(desk)
    letter = desk.send(patient=everything.patient)
    desk.deliver(refuses)
    with desk.acting():
        cut = Placement.objects.of(desk.id).get(arrival=everything.split.id).cut
    return Things(desk, everything, desk.envelope(letter), cut)
