"""Taking mail in: stored byte-exact, once, and committed, before the server is answered or anything is parsed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from carepost.actions.permissions import check_system
from carepost.actions.wakeups import arrivals_wait
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival, Sighting
from carepost.ground.kernel import Actor, clock, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One mail as a source hands it over; `source_key` names where the server held it."""

    mailbox_id: UUID
    source_key: str
    raw: bytes = field(repr=False)
    mail_from: str = ""
    rcpt_to: tuple[str, ...] = ()
    junk: bool = False


def accept(*, actor: Actor, mail: Incoming) -> UUID:
    """Store a mail and return its arrival's id; the same mail again changes nothing. When this returns it is safe."""
    check_system(actor)
    digest = hashlib.sha256(mail.raw).hexdigest()

    with acting_for(actor.practice_id):
        if known := _known(actor, mail, digest):
            return known

    object_id = new_id()
    services.vault().put(actor.practice_id, object_id, mail.raw)
    with acting_for(actor.practice_id):
        return _store(actor, mail, digest, object_id)


def _known(actor: Actor, mail: Incoming, digest: str) -> UUID | None:
    """Held already: sighted here before, or the same bytes from somewhere else (then only the sighting is new).

    A server that gives one place to two mails has broken its promise; the second is not lost for it.
    """
    sighted = (
        Sighting.objects.of(actor.practice_id)
        .filter(mailbox=mail.mailbox_id, source_key=mail.source_key, arrival__sha256=digest)
        .first()
    )
    if sighted is not None:
        return sighted.arrival_id
    same = Arrival.objects.of(actor.practice_id).filter(sha256=digest).first()
    if same is None:
        return None
    _sight(actor, mail, same.id)
    record(
        actor=actor,
        event=Event.ARRIVAL_DUPLICATE,
        about={"arrival": same.id},
        detail={"source": mail.source_key},
    )
    return same.id


def _store(actor: Actor, mail: Incoming, digest: str, object_id: UUID) -> UUID:
    now = clock.now()
    arrival = Arrival(
        practice_id=actor.practice_id,
        mailbox_id=mail.mailbox_id,
        sha256=digest,
        size=len(mail.raw),
        object_id=object_id,
        at=now,
        mail_from=mail.mail_from[:320],
        rcpt_to=list(mail.rcpt_to),
        junk=mail.junk,
    )
    Arrival.objects.bulk_create([arrival], ignore_conflicts=True)
    stored = Arrival.objects.of(actor.practice_id).get(sha256=digest)
    _sight(actor, mail, stored.id)
    if stored.id == arrival.id:
        record(
            actor=actor,
            event=Event.ARRIVAL_STORED,
            about={"arrival": stored.id},
            detail={"sha256": digest, "source": mail.source_key},
        )
        arrivals_wait(actor.practice_id, now)
    return stored.id


def _sight(actor: Actor, mail: Incoming, arrival_id: UUID) -> None:
    sighting = Sighting(
        practice_id=actor.practice_id,
        mailbox_id=mail.mailbox_id,
        arrival_id=arrival_id,
        source_key=mail.source_key,
        seen_at=clock.now(),
    )
    Sighting.objects.bulk_create([sighting], ignore_conflicts=True)
