"""Every original of a practice as a file: what came, and if wanted what left, to the byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from carepost.actions.originals import place
from carepost.actions.originals.place import Became
from carepost.actions.permissions import check_system
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Actor, NotFound, Unavailable

PAGE = 500
"""rows asked for at once"""


class Original(NamedTuple):
    id: UUID
    object_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An original that is not what it was, by the id of its arrival or envelope."""

    id: UUID
    reason: str


@dataclass(slots=True)
class Export:
    """One run into one folder. Run again, it skips what is there and whole."""

    actor: Actor
    folder: Path
    operator: str
    sent: bool = False
    counts: dict[Became, int] = field(default_factory=lambda: dict.fromkeys(Became, 0))
    failed: list[Failed] = field(default_factory=list)

    @property
    def originals(self) -> int:
        """How many were looked at."""
        return sum(self.counts.values()) + len(self.failed)

    def begin(self) -> int:
        """Make the folder ready and record the export; how many originals there are now."""
        check_system(self.actor)
        place.ready(self.folder)
        if self.sent:
            place.ready(self.folder / place.SENT)
        with acting_for(self.actor.practice_id):
            number = sum(kind.objects.of(self.actor.practice_id).count() for kind in self._kinds())
            record(
                actor=self.actor,
                event=Event.ORIGINALS_EXPORTED,
                about={},
                detail={"originals": number, "sent_too": self.sent, "operator": self.operator},
            )
        return number

    def run(self) -> Iterator[int]:
        """Write them; gives after each how many are done."""
        for kind in self._kinds():
            folder = self.folder / place.SENT if kind is Envelope else self.folder
            for original in _all(self.actor.practice_id, kind):
                self._one(folder, original)
                yield self.originals

    def _kinds(self) -> tuple[type[Arrival] | type[Envelope], ...]:
        return (Arrival, Envelope) if self.sent else (Arrival,)

    def _one(self, folder: Path, original: Original) -> None:
        if place.holds(folder, original.sha256):
            self.counts[Became.PRESENT] += 1
            return
        try:
            raw = services.vault().get(self.actor.practice_id, original.object_id)
        except (Unavailable, NotFound) as trouble:  # one that is lost or changed does not hold up the others
            self.failed.append(Failed(original.id, trouble.reason))
            return
        if sha256(raw).hexdigest() != original.sha256:
            self.failed.append(
                Failed(original.id, "The vault holds other bytes than the database speaks of.")
            )
            return
        self.counts[place.write(folder, original.sha256, raw)] += 1


def _all(practice_id: UUID, kind: type[Arrival] | type[Envelope]) -> Iterator[Original]:
    """Oldest first, a page at a time and each page in a transaction of its own, however long the writing takes."""
    after: UUID | None = None
    while True:
        with acting_for(practice_id):
            rows = kind.objects.of(practice_id).order_by("id")
            rows = rows.filter(id__gt=after) if after else rows
            page = [Original(*row) for row in rows.values_list("id", "object_id", "sha256")[:PAGE]]
        if not page:
            return
        yield from page
        after = page[-1].id
