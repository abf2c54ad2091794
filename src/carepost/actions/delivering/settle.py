"""After a crash or a lost line: our own copy settles it, or a person does. Never a blind second try."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, assert_never
from uuid import UUID

from carepost.actions.delivering.deliver import loopback_wait
from carepost.actions.delivering.failures import settle_failure, tell_failure
from carepost.actions.permissions import check_sender, check_system
from carepost.actions.policies.letters import check_may_send_with
from carepost.actions.wakeups import envelopes_wait
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership
from carepost.engines.delivery import queue
from carepost.engines.delivery.models import Envelope, LoopbackCopy
from carepost.engines.delivery.states import UNSETTLED
from carepost.ground.kernel import Actor, Conflict, clock

State = Envelope.State
CLAIM_LASTS = timedelta(minutes=5)
"""A claim this old has lost its worker. Taking it back early would be safe too: before the dot a claim is checked."""

Decision = Literal["send_again", "leave"]


def settle_sends(*, actor: Actor, claim_lasts: timedelta = CLAIM_LASTS) -> datetime | None:
    """Put back what was claimed and never reached its dot; settle or show what may have left; when to look again."""
    check_system(actor)
    now = clock.now()
    for envelope in queue.stale(actor.practice_id, State.CLAIMED, now - claim_lasts):
        queue.move(envelope, State.QUEUED, now, not_before=now)
        _record(
            actor,
            envelope,
            Event.ENVELOPE_REQUEUED,
            "Its worker stopped before the final dot, so it was not sent.",
        )
        envelopes_wait(actor.practice_id, now)
    waited = now - timedelta(seconds=loopback_wait())
    for envelope in queue.stale(actor.practice_id, State.DOT_PENDING, now):
        _settle_pending(actor, envelope, now, give_up=envelope.state_at <= waited)
    unsettled = Envelope.objects.of(actor.practice_id).filter(state__in=[State.CLAIMED, State.DOT_PENDING])
    return now + timedelta(seconds=2) if unsettled.exists() else None


def _settle_pending(actor: Actor, envelope: Envelope, now: datetime, *, give_up: bool) -> None:
    if queue.copy_seen(envelope):
        _settled_by_copy(actor, envelope, now)
    elif give_up:
        words = "The line was lost at the very end. It may have been sent: ask the recipient before sending again."
        queue.move(envelope, State.UNCERTAIN, now, words=words)
        _record(actor, envelope, Event.ENVELOPE_UNCERTAIN, words)
        tell_failure(envelope, now)


def note_loopback(*, actor: Actor, envelope: Envelope, arrival_id: UUID) -> None:
    """Our own copy came back. It settles what may have left; for what is settled already it is kept as evidence."""
    check_system(actor)
    now = clock.now()
    LoopbackCopy.objects.get_or_create(
        practice_id=actor.practice_id, envelope=envelope, arrival_id=arrival_id, defaults={"seen_at": now}
    )
    locked = Envelope.objects.one_for_update(actor.practice_id, envelope.id)
    if locked.state != State.ACCEPTED and queue.may_have_left(locked):
        _settled_by_copy(actor, locked, now)


def _settled_by_copy(actor: Actor, envelope: Envelope, now: datetime) -> None:
    was_shown = envelope.state in UNSETTLED
    words = "Our own copy came back, so the mail service has it."
    queue.move(envelope, State.ACCEPTED, now, words=words)
    _record(actor, envelope, Event.ENVELOPE_SETTLED_BY_LOOPBACK, words)
    if was_shown:
        settle_failure(envelope, "Carepost", "it was sent", now)


def decide_send(*, actor: Actor, envelope_id: UUID, decision: Decision) -> Envelope:
    """A person's word on an envelope that was refused or may have been sent."""
    check_sender(actor)
    envelope = Envelope.objects.one_for_update(actor.practice_id, envelope_id)

    if decision == "send_again":
        check_may_send_with(Membership.objects.one(actor.practice_id, UUID(actor.id)))
    if envelope.state not in UNSETTLED:
        raise Conflict("This has been settled since you looked. There is nothing left to decide.")

    now = clock.now()
    match decision:
        case "send_again":
            queue.move(envelope, State.QUEUED, now, not_before=now, first_try_at=None, words="")
            words = "to be sent again"
            envelopes_wait(actor.practice_id, now)
        case "leave":
            queue.move(envelope, State.ABANDONED, now)
            words = "not to be sent again"
        case _:
            assert_never(decision)
    settle_failure(envelope, actor.name, words, now)

    _record(actor, envelope, Event.ENVELOPE_SETTLED_BY_PERSON, words)
    return envelope


def _record(actor: Actor, envelope: Envelope, event: Event, words: str) -> None:
    record(
        actor=actor,
        event=event,
        about={
            "conversation": envelope.message.conversation_id,
            "message": envelope.message_id,
            "envelope": envelope.id,
        },
        detail={"address": envelope.recipient, "words": words},
    )
