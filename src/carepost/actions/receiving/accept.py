"""Taking mail in: stored byte-exact, once, and committed, before the server is answered or anything is parsed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from psycopg.types.json import Jsonb

from carepost.actions.permissions import check_system
from carepost.actions.wakeups import arrivals_wait
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy import services, statements
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, clock, new_id

_KNOWN = """
    select a.id, exists (select from intake_sighting s where s.practice_id = a.practice_id
        and s.mailbox_id = %s and s.source_key = %s and s.arrival_id = a.id)
    from intake_arrival a where a.practice_id = %s and a.sha256 = %s
"""
# One statement for both rows; none of them where another process has stored equal bytes meanwhile.
_STORE = """
    with stored as (
        insert into intake_arrival (practice_id, id, mailbox_id, sha256, size, object_id, at, mail_from, rcpt_to, junk,
            state, reads, certainty, reasons, from_name, from_address, subject, mime_message_id, content_sha256,
            outcome, settled_by)
        values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'stored', 0, '', '[]', '', '', '', '', '', '', '')
        on conflict do nothing returning practice_id, id, mailbox_id, at),
    seen as (
        insert into intake_sighting (practice_id, id, mailbox_id, arrival_id, source_key, seen_at)
        select practice_id, %s, mailbox_id, id, %s, at from stored on conflict do nothing)
    select id from stored
"""
_SIGHT = """
    insert into intake_sighting (practice_id, id, mailbox_id, arrival_id, source_key, seen_at)
    values (%s, %s, %s, %s, %s, %s) on conflict do nothing
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One mail as a source hands it over; `source_key` names where the server held it."""

    mailbox_id: UUID
    source_key: str
    raw: bytes = field(repr=False)
    mail_from: str = ""
    rcpt_to: tuple[str, ...] = ()
    junk: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a mail is safe now. `new`: these bytes were not held before, nor stored by somebody else meanwhile."""

    arrival_id: UUID
    new: bool


def accept(*, actor: Actor, mail: Incoming) -> UUID:
    """Store a mail and return its arrival's id; the same mail again changes nothing. When this returns it is safe."""
    return take(actor=actor, mail=mail).arrival_id


def take(*, actor: Actor, mail: Incoming) -> Taken:
    """Store a mail as `accept` does, and tell whether it was new, for whoever counts."""
    check_system(actor)
    digest = hashlib.sha256(mail.raw).hexdigest()

    with acting_for(actor.practice_id):
        if known := _known(actor, mail, digest):
            return Taken(known, new=False)
        object_id = new_id()
        # Nothing is locked yet, so nobody waits while it is forced to disk; and the row never comes before the bytes.
        services.vault().put(actor.practice_id, object_id, mail.raw)
        return _store(actor, mail, digest, object_id)


def _known(actor: Actor, mail: Incoming, digest: str) -> UUID | None:
    """Held already: sighted here before, or the same bytes from somewhere else (then only the sighting is new).

    A server that gives one place to two mails has broken its promise; the second is not lost for it.
    """
    found = statements.run(_KNOWN, [mail.mailbox_id, mail.source_key, actor.practice_id, digest])
    if not found:
        return None
    ((same, sighted),) = found
    if not sighted:
        _sight(actor, mail, same)
        record(
            actor=actor,
            event=Event.ARRIVAL_DUPLICATE,
            about={"arrival": same},
            detail={"source": mail.source_key},
        )
    arrival_id: UUID = same
    return arrival_id


def _store(actor: Actor, mail: Incoming, digest: str, object_id: UUID) -> Taken:
    now, arrival_id = clock.now(), new_id()
    place = [actor.practice_id, arrival_id, mail.mailbox_id, digest, len(mail.raw), object_id, now]
    envelope = [mail.mail_from[:320], Jsonb(list(mail.rcpt_to)), mail.junk]
    if not statements.run(_STORE, [*place, *envelope, new_id(), mail.source_key]):
        return Taken(_stored_meanwhile(actor, mail, digest), new=False)
    record(
        actor=actor,
        event=Event.ARRIVAL_STORED,
        about={"arrival": arrival_id},
        detail={"sha256": digest, "source": mail.source_key},
    )
    arrivals_wait(actor.practice_id, now)
    return Taken(arrival_id, new=True)


def _stored_meanwhile(actor: Actor, mail: Incoming, digest: str) -> UUID:
    ((same, _),) = statements.run(_KNOWN, [mail.mailbox_id, mail.source_key, actor.practice_id, digest])
    _sight(actor, mail, same)
    arrival_id: UUID = same
    return arrival_id


def _sight(actor: Actor, mail: Incoming, arrival_id: UUID) -> None:
    values = [actor.practice_id, new_id(), mail.mailbox_id, arrival_id, mail.source_key, clock.now()]
    statements.run(_SIGHT, values)
