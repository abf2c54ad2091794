"""The three moves every letter makes, for several letters in one statement: claimed, dot pending, accepted.

Written by hand because the ORM's way costs eight times as much. From where a letter may move is still said by
`states.py` alone, and each move is still conditional: who is not in the answer was not moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from carepost.domain.tenancy import statements
from carepost.engines.delivery.models import Envelope
from carepost.engines.delivery.states import sources_of
from carepost.engines.delivery.transports.port import Accepted
from carepost.ground.kernel import new_id

S = Envelope.State


@dataclass(frozen=True, slots=True)
class Held:
    """A claimed envelope: all that is needed to hand it over and to write down what came of it."""

    id: UUID
    practice_id: UUID
    message_id: UUID
    conversation_id: UUID
    recipient: str = field(repr=False)
    token: str = field(repr=False)
    object_id: UUID
    sha256: str
    claim: UUID
    number: int
    """of this attempt"""
    mail_from: str = field(repr=False)
    plus_addresses: bool

    @property
    def subjects(self) -> dict[str, UUID | str]:
        """What an entry of the ledger about it names."""
        return {"conversation": self.conversation_id, "message": self.message_id, "envelope": self.id}


def _from(target: Envelope.State, *only: Envelope.State) -> str:
    """The lawful sources of a move as SQL; written out, so that partial indexes are used."""
    return ", ".join(f"'{state.value}'" for state in sources_of(target) if not only or state in only)


# The longest due first. The ids of the attempts come with the call: the database has none that are in order. The inner
# `select` hides the number, so that one plan is kept for any.
CLAIM = f"""
    with due as (
        select id from delivery_envelope
        where practice_id = %(practice)s and mailbox_id = %(mailbox)s
            and state in ({_from(S.CLAIMED)}) and not_before <= %(now)s
        order by not_before, id limit (select %(most)s::int) for update skip locked),
    claimed as (
        update delivery_envelope e
        set state = '{S.CLAIMED.value}', state_at = %(now)s, claim = %(claim)s,
            attempt_count = e.attempt_count + 1, first_try_at = coalesce(e.first_try_at, %(now)s)
        from due where e.practice_id = %(practice)s and e.id = due.id
        returning e.id, e.message_id, e.recipient, e.token, e.object_id, e.sha256, e.claim, e.attempt_count,
            e.not_before),
    placed as (select *, row_number() over (order by not_before, id) as place from claimed),
    begun as (
        insert into delivery_attempt (practice_id, id, envelope_id, number, started_at,
            outcome, reply, host, tls_version, cipher, certificate_sha256, loopback)
        select %(practice)s, (%(ids)s::uuid[])[place], id, attempt_count, %(now)s, '', '', '', '', '', '', false
        from placed)
    select c.id, m.practice_id, c.message_id, m.conversation_id, c.recipient, c.token, c.object_id, c.sha256,
        c.claim, c.attempt_count, b.address, b.plus_addresses
    from placed c join correspondence_message m on m.practice_id = %(practice)s and m.id = c.message_id
    join organisations_servicemailbox b on b.practice_id = %(practice)s and b.id = %(mailbox)s
    order by c.place
"""  # noqa: S608  (made of our own constants; what comes from outside is bound)

MARK = f"""
    with held as (select * from unnest(%(ids)s::uuid[], %(claims)s::uuid[], %(numbers)s::int[])
        as held (id, claim, number)),
    moved as (
        update delivery_envelope e set state = '{S.DOT_PENDING.value}', state_at = %(now)s
        from held where e.practice_id = %(practice)s and e.id = held.id and e.claim = held.claim
            and e.state in ({_from(S.DOT_PENDING)})
        returning e.id),
    noted as (
        update delivery_attempt a set dot_at = %(now)s
        from held join moved using (id)
        where a.practice_id = %(practice)s and a.envelope_id = held.id and a.number = held.number)
    select id from moved
"""  # noqa: S608

ACCEPT = f"""
    with held as (select * from unnest(
            %(ids)s::uuid[], %(claims)s::uuid[], %(numbers)s::int[], %(codes)s::int[], %(texts)s::text[],
            %(hosts)s::text[], %(versions)s::text[], %(ciphers)s::text[], %(certificates)s::text[],
            %(copies)s::bool[])
        as held (id, claim, number, code, words, host, version, cipher, certificate, copied)),
    moved as (
        update delivery_envelope e
        set state = '{S.ACCEPTED.value}', state_at = %(now)s, words = held.words
        from held where e.practice_id = %(practice)s and e.id = held.id and e.claim = held.claim
            and e.state in ({_from(S.ACCEPTED, S.DOT_PENDING)})
        returning e.id),
    ended as (
        update delivery_attempt a
        set ended_at = %(now)s, outcome = 'accepted', reply = held.words, code = held.code, host = held.host,
            tls_version = held.version, cipher = held.cipher, certificate_sha256 = held.certificate,
            loopback = held.copied
        from held join moved using (id)
        where a.practice_id = %(practice)s and a.envelope_id = held.id and a.number = held.number)
    select id from moved
"""  # noqa: S608


def claim_next(practice_id: UUID, mailbox_id: UUID, now: datetime, most: int = 1) -> list[Held]:
    """The envelopes that have been due longest, claimed, with their attempts begun; empty when nothing is due."""
    values: dict[str, Any] = {  # Any: the same
        "practice": practice_id,
        "mailbox": mailbox_id,
        "now": now,
        "most": most,
        "claim": new_id(),
        "ids": [new_id() for _ in range(most)],
    }
    return [Held(*row) for row in statements.run(CLAIM, values)]


def mark_dot_pending(practice_id: UUID, held: Sequence[Held], now: datetime) -> set[UUID]:
    """Those of these that may have left from now on. A claim that was taken back does not move."""
    return _moved(MARK, practice_id, held, now, {})


def accept(practice_id: UUID, taken: Sequence[tuple[Held, Accepted]], now: datetime) -> set[UUID]:
    """Those of these that went from dot pending to accepted, with their receipts; the others need a closer look."""
    said = [accepted for _, accepted in taken]
    receipts: dict[str, Any] = {  # Any: lists of whatever a column holds
        "codes": [one.code for one in said],
        "texts": [one.text for one in said],
        "hosts": [one.proof.host for one in said],
        "versions": [one.proof.tls_version for one in said],
        "ciphers": [one.proof.cipher for one in said],
        "certificates": [one.proof.certificate_sha256 for one in said],
        "copies": [one.loopback for one in said],
    }
    return _moved(ACCEPT, practice_id, [held for held, _ in taken], now, receipts)


def _moved(
    statement: str, practice_id: UUID, held: Sequence[Held], now: datetime, more: dict[str, Any]
) -> set[UUID]:
    who: dict[str, Any] = {
        "ids": [one.id for one in held],
        "claims": [one.claim for one in held],
        "numbers": [one.number for one in held],
    }
    rows = statements.run(statement, {"practice": practice_id, "now": now, **who, **more})
    return {row[0] for row in rows}
