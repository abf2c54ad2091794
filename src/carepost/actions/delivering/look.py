"""Looking at how one recipient's copy left. It shows a part of the conversation, so it is on the ledger as that."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.conversations.look import about
from carepost.actions.permissions import check_member
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.engines.delivery.models import Attempt, Envelope
from carepost.ground.kernel import Actor


def evidence_of(*, actor: Actor, envelope_id: UUID) -> tuple[Envelope, list[Attempt], int]:
    """The envelope, its attempts in order, and how often our own copy came back."""
    check_member(actor)
    envelope = Envelope.objects.one(actor.practice_id, envelope_id)

    record(
        actor=actor,
        event=Event.CONVERSATION_OPENED,
        about=about(envelope.message.conversation)
        | {"message": envelope.message_id, "envelope": envelope.id},
    )
    return envelope, list(envelope.attempts.order_by("number")), envelope.loopback_copies.count()
