"""Bringing mail over from files: stored first, like all mail that comes, then read like all mail.

It is matched as any mail is: an old answer may find its conversation, and waits there for whoever was to have it;
the rest waits in Needs matching. Nothing is answered or sent because of it. Every message is committed by itself, so
an import that was stopped is run again and finds what it has stored.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from carepost.actions.permissions import check_system
from carepost.actions.receiving.accept import Incoming, take
from carepost.actions.receiving.read import read_waiting
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy.context import acting_for
from carepost.domain.tenancy.models import Due, lower_due
from carepost.engines.intake.models import Arrival
from carepost.engines.intake.sources.files import Archive, Filed, NotRead
from carepost.ground.kernel import Actor, Conflict, EmailAddress, NotFound, Refused, clock

AT_ONCE = 50
"""messages read before the counts are looked at again"""
WINDOW = 500
"""messages asked about at once"""
PATIENCE = 60.0
"""seconds without any getting on, after which reading is left to the worker"""


def mailbox_to_fill(practice_id: UUID, address: str = "") -> ServiceMailbox:
    """The mailbox imported mail is put down to: the practice's only one, unless one is named."""
    with acting_for(practice_id):
        found = list(ServiceMailbox.objects.of(practice_id).order_by("id"))
    if address:
        wanted = EmailAddress.parse(address).identity
        found = [one for one in found if EmailAddress.parse(one.address).identity == wanted]
        if not found:
            raise NotFound(f"This practice has no mailbox {address}. `carepost mailbox` connects one.")
    if not found:
        raise Refused(
            "This practice has no mailbox yet, and mail belongs to one: `carepost mailbox` connects it."
        )
    if len(found) > 1:
        raise Refused(
            "This practice has several mailboxes. Say which one the mail belongs to: --mailbox ADDRESS."
        )
    return found[0]


@dataclass(slots=True)
class Import:
    """One run. Its counts are true at any moment, also when it is stopped in the middle."""

    actor: Actor
    mailbox_id: UUID
    operator: str
    stored: int = 0
    duplicate: int = 0
    unreadable: int = 0
    left_out: list[NotRead] = field(default_factory=list)
    _new: list[UUID] = field(default_factory=list)
    _read: int = 0

    @property
    def read(self) -> int:
        """Messages that are safe now, whether or not they were before."""
        return self.stored + self.duplicate

    @property
    def not_looked_at(self) -> int:
        """Of those stored, how many nobody has read yet: the worker does."""
        return len(self._new) - self._read

    def store(self, archive: Archive) -> Iterator[int]:
        """Store every message; gives after each how many octets of the archive are behind us."""
        check_system(self.actor)
        self._record(archive.kind)
        for found in archive:
            if isinstance(found, NotRead):
                self.left_out.append(found)
            else:
                self._take(found)
            yield found.upto

    def read_stored(self) -> Iterator[int]:
        """Read what was stored; gives again and again how many of it are read, by us or by a worker."""
        latest = time.monotonic()
        while window := self._new[self._read : self._read + WINDOW]:
            before = self._still_waiting(window)
            if not before:
                self.unreadable += self._count(window, Arrival.State.UNREADABLE)
                self._read += len(window)
                yield self._read
                continue
            if read_waiting(actor=self.actor, at_most=AT_ONCE):
                latest = time.monotonic()
            elif time.monotonic() - latest > PATIENCE:
                return
            else:
                time.sleep(0.1)  # a worker is at it
            yield self._read + len(window) - before
        self._nothing_is_due()

    def _take(self, found: Filed) -> None:
        mail = Incoming(
            mailbox_id=self.mailbox_id, source_key=found.source_key, raw=found.raw, junk=found.junk
        )
        try:
            taken = take(actor=self.actor, mail=mail)
        except (Refused, Conflict) as error:
            self.left_out.append(NotRead(found.place, error.reason, found.upto))
            return
        if taken.new:
            self.stored += 1
            self._new.append(taken.arrival_id)
        else:
            self.duplicate += 1

    def _nothing_is_due(self) -> None:
        """Unless something came meanwhile: otherwise the worker would look once more for what is read."""
        with acting_for(self.actor.practice_id):
            waiting = Arrival.objects.of(self.actor.practice_id).filter(state=Arrival.State.STORED)
            lower_due(
                self.actor.practice_id, Due.Work.READ, lambda: clock.now() if waiting.exists() else None
            )

    def _still_waiting(self, ids: list[UUID]) -> int:
        return self._count(ids, Arrival.State.STORED)

    def _count(self, ids: list[UUID], state: Arrival.State) -> int:
        with acting_for(self.actor.practice_id):
            return Arrival.objects.of(self.actor.practice_id).filter(id__in=ids, state=state).count()

    def _record(self, kind: str) -> None:
        with acting_for(self.actor.practice_id):
            record(
                actor=self.actor,
                event=Event.MAIL_IMPORTED,
                about={"mailbox": self.mailbox_id},
                detail={"from": kind, "operator": self.operator},
            )
