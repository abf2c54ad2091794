"""Delivering envelopes: claim, talk with no transaction open, record. Never a blind second try (C11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from carepost.actions.delivering.outcomes import record_outcome
from carepost.actions.permissions import check_system
from carepost.actions.wakeups import sends_to_settle
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery import queue
from carepost.engines.delivery.models import Attempt, Envelope
from carepost.engines.delivery.transports.port import Outcome, Parcel, Permanent, Proof, Temporary, Transport
from carepost.ground.kernel import Actor, Conflict, NotFound, Refused, Unavailable, clock
from carepost.ground.mailkit import tokens
from carepost.ground.vault import Tampered


@dataclass(frozen=True, slots=True)
class Claimed:
    """All that is needed while no transaction is open."""

    envelope: Envelope
    mailbox: ServiceMailbox
    conversation_id: UUID


def deliver_waiting(*, actor: Actor, mailbox_id: UUID, transport: Transport, at_most: int = 50) -> int:
    """Deliver what is due from one mailbox, one envelope at a time; how many were tried."""
    check_system(actor)
    for tried in range(at_most):
        claimed = _claim(actor, mailbox_id)
        if claimed is None:
            return tried
        _deliver(actor, claimed, transport)
    return at_most


def _claim(actor: Actor, mailbox_id: UUID) -> Claimed | None:
    with acting_for(actor.practice_id):
        envelope = queue.claim_next(actor.practice_id, mailbox_id, clock.now())
        if envelope is None:
            return None
        sends_to_settle(actor.practice_id, clock.now())
        mailbox = ServiceMailbox.objects.one(actor.practice_id, mailbox_id)
        return Claimed(envelope, mailbox, envelope.message.conversation_id)


def _parcel(claimed: Claimed) -> Parcel:
    mailbox, envelope = claimed.mailbox, claimed.envelope
    raw = services.vault().get(envelope.practice_id, envelope.object_id)
    loopback = _loopback(mailbox, envelope, claimed.conversation_id)
    return Parcel(mailbox.address, envelope.recipient, loopback, raw)


def _loopback(mailbox: ServiceMailbox, envelope: Envelope, conversation_id: UUID) -> str:
    """Our own address for the copy that proves the hand-over; with a token of its kind where the service keeps tags."""
    if not mailbox.plus_addresses:
        return mailbox.address
    signed = tokens.read(envelope.token)
    if signed is None:
        raise Refused(
            "The reply token of this message is damaged, so it cannot be sent. Tell your administrator."
        )
    copy = tokens.ReplyToken(tokens.Kind.LOOPBACK, signed.token.custodian, signed.token.handle)
    return tokens.address(
        mailbox.address, services.token_key().sign(copy, conversation_id, envelope.recipient)
    )


def _deliver(actor: Actor, claimed: Claimed, transport: Transport) -> None:
    envelope, claim = claimed.envelope, claimed.envelope.claim

    def before_dot(proof: Proof) -> None:
        with acting_for(actor.practice_id):
            _mark_dot_pending(envelope, claim)

    try:
        outcome = _handed_over(claimed, transport, before_dot)
        with acting_for(actor.practice_id):
            record_outcome(actor=actor, envelope=envelope, outcome=outcome)
    except Conflict:
        # Somebody settled or re-queued it meanwhile, and theirs stands: it was not taken from us, for the line
        # was dropped without the dot or the server had said no.
        return


def _handed_over(claimed: Claimed, transport: Transport, before_dot: Callable[[Proof], None]) -> Outcome:
    """What came of it. A letter that cannot be taken out of the vault is told to people, and holds up no other."""
    try:
        parcel = _parcel(claimed)
    except (Tampered, NotFound, Refused) as error:
        return Permanent(None, error.reason, None)
    except Unavailable as error:
        return Temporary(None, error.reason, None)
    return transport.deliver(parcel, before_dot)


def _mark_dot_pending(envelope: Envelope, claim: UUID | None) -> None:
    """Committed before the final dot leaves: from here on it may have been sent, whatever becomes of us."""
    now = clock.now()
    queue.move(envelope, Envelope.State.DOT_PENDING, now, held_by=claim)
    Attempt.objects.of(envelope.practice_id).filter(envelope=envelope, number=envelope.attempt_count).update(
        dot_at=now
    )


def loopback_wait() -> int:
    """Seconds to look for our own copy before a person is asked."""
    return int(settings.INSTANCE.loopback_wait)
