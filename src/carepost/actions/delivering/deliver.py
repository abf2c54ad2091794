"""Delivering envelopes: claim, talk with no transaction open, record. Never a blind second try (C11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.db import connection

from carepost.actions.delivering.counter import Counter
from carepost.actions.delivering.outcomes import record_outcome
from carepost.actions.permissions import check_system
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery import queue
from carepost.engines.delivery.moves import Held
from carepost.engines.delivery.transports.port import (
    Accepted,
    Outcome,
    Parcel,
    Permanent,
    Proof,
    Temporary,
    Transport,
)
from carepost.ground.kernel import Actor, Conflict, NotFound, Refused, Unavailable, clock
from carepost.ground.mailkit import tokens
from carepost.ground.vault import Tampered

MANY = 20
"""letters waiting, from which on further lines are worth opening"""


def deliver_waiting(
    *,
    actor: Actor,
    mailbox_id: UUID,
    transport: Transport,
    beside: Sequence[Transport] = (),
    at_most: int = 50,
) -> int:
    """Deliver what is due from one mailbox; how many envelopes were tried.

    One at a time over `transport`; where many wait, also over the lines `beside` it, each in a thread of its own.
    """
    check_system(actor)
    counter, turns = Counter(actor, mailbox_id), iter(range(at_most))
    if not beside or not _many_wait(actor.practice_id, mailbox_id):
        return _deliver_all(counter, transport, turns)
    with ThreadPoolExecutor(len(beside)) as pool:
        helpers = [pool.submit(_help, counter, line, turns) for line in beside]
        try:
            tried = _deliver_all(counter, transport, turns)
        finally:
            for _ in turns:  # the helpers stop when none is left: at once, if we were interrupted
                pass
        return tried + sum(helper.result() for helper in helpers)


def _many_wait(practice_id: UUID, mailbox_id: UUID) -> bool:
    with acting_for(practice_id):
        return queue.count_due(practice_id, mailbox_id, clock.now(), at_most=MANY) == MANY


def _deliver_all(counter: Counter, transport: Transport, turns: Iterator[int]) -> int:
    tried, held = 0, _next(counter, turns)
    while held:
        tried, held = tried + 1, _deliver(counter, held, transport, turns)
    return tried


def _next(counter: Counter, turns: Iterator[int]) -> Held | None:
    return counter.claim() if next(turns, None) is not None else None


def _help(counter: Counter, transport: Transport, turns: Iterator[int]) -> int:
    try:
        return _deliver_all(counter, transport, turns)
    finally:
        connection.close()  # this thread's own, if it was ever the one to commit


def _parcel(held: Held) -> Parcel:
    raw = services.vault().get(held.practice_id, held.object_id)
    return Parcel(held.mail_from, held.recipient, _loopback(held), raw)


def _loopback(held: Held) -> str:
    """Our own address for the copy that proves the hand-over; with a token of its kind where the service keeps tags."""
    if not held.plus_addresses:
        return held.mail_from
    signed = tokens.read(held.token)
    if signed is None:
        raise Refused(
            "The reply token of this message is damaged, so it cannot be sent. Tell your administrator."
        )
    copy = tokens.ReplyToken(tokens.Kind.LOOPBACK, signed.token.custodian, signed.token.handle)
    return tokens.address(
        held.mail_from, services.token_key().sign(copy, held.conversation_id, held.recipient)
    )


def _deliver(counter: Counter, held: Held, transport: Transport, turns: Iterator[int]) -> Held | None:
    """The next letter: claimed in the commit of this one's receipt, if it has a receipt."""
    outcome = _tried(counter, held, transport)
    if isinstance(outcome, Accepted):
        more = next(turns, None) is not None
        moved, following = counter.accepted(held, outcome, more=more)
        if not moved:
            _record(counter, held, outcome)
        return following
    if outcome is not None:
        _record(counter, held, outcome)
    return _next(counter, turns)


def _tried(counter: Counter, held: Held, transport: Transport) -> Outcome | None:
    """None when our claim was taken back: the line was dropped without the dot, so it was not taken from us."""
    try:
        return _handed_over(held, transport, lambda _: counter.dot_pending(held))
    except Conflict:
        return None


def _record(counter: Counter, held: Held, outcome: Outcome) -> None:
    """What came of it, but where somebody settled or re-queued it meanwhile: theirs stands."""
    with suppress(Conflict), acting_for(counter.actor.practice_id):
        record_outcome(actor=counter.actor, held=held, outcome=outcome)


def _handed_over(held: Held, transport: Transport, before_dot: Callable[[Proof], None]) -> Outcome:
    """What came of it. A letter that cannot be taken out of the vault is told to people, and holds up no other."""
    try:
        parcel = _parcel(held)
    except (Tampered, NotFound, Refused) as error:
        return Permanent(None, error.reason, None)
    except Unavailable as error:
        return Temporary(None, error.reason, None)
    return transport.deliver(parcel, before_dot)


def loopback_wait() -> int:
    """Seconds to look for our own copy before a person is asked."""
    return int(settings.INSTANCE.loopback_wait)
