"""What an attempt came to: receipts move only envelopes that are in flight."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never

from django.conf import settings

from carepost.actions.delivering.counter import detail_of
from carepost.actions.delivering.failures import settle_failure, tell_failure
from carepost.actions.permissions import check_system
from carepost.actions.wakeups import envelopes_wait, sends_to_settle
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.engines.delivery import queue
from carepost.engines.delivery.models import Attempt, Envelope
from carepost.engines.delivery.moves import Held
from carepost.engines.delivery.states import UNSETTLED
from carepost.engines.delivery.transports.port import Accepted, Outcome, Permanent, Temporary, Uncertain
from carepost.ground.kernel import Actor, clock

State = Envelope.State


def record_outcome(*, actor: Actor, held: Held, outcome: Outcome) -> None:
    """Write down the attempt and move its envelope. Conflict when somebody moved it on meanwhile."""
    check_system(actor)
    now, claim, envelope = clock.now(), held.claim, _as_claimed(held)
    _end_attempt(envelope, outcome, now)
    if isinstance(outcome, Temporary | Permanent):
        _take_question_back(envelope, now)
    match outcome:
        case Accepted():
            _accepted(actor, envelope, outcome, now)
        case Temporary():
            _try_again_or_fail(actor, envelope, outcome, now)
        case Permanent():
            queue.move(envelope, State.REFUSED, now, held_by=claim, words=outcome.text)
            _record(actor, envelope, Event.ENVELOPE_REFUSED, outcome)
            tell_failure(envelope, now)
        case Uncertain():
            still = Envelope.objects.of(envelope.practice_id).filter(id=envelope.id, state=State.DOT_PENDING)
            still.update(words=outcome.text)  # our own copy may have settled it by now
            sends_to_settle(actor.practice_id, now)
        case _:
            assert_never(outcome)


def _as_claimed(held: Held) -> Envelope:
    """The envelope with the claim and the attempt that are ours, whoever may hold it by now."""
    envelope = Envelope.objects.one(held.practice_id, held.id)
    envelope.claim, envelope.attempt_count = held.claim, held.number
    return envelope


def _accepted(actor: Actor, envelope: Envelope, outcome: Accepted, now: datetime) -> None:
    """Our own copy may have been faster than the answer, or a person may have been asked already."""
    current = Envelope.objects.one_for_update(envelope.practice_id, envelope.id)
    if current.state == State.ACCEPTED:
        Envelope.objects.of(envelope.practice_id).filter(id=envelope.id).update(words=outcome.text)
    else:
        queue.move(envelope, State.ACCEPTED, now, words=outcome.text)
    _record(actor, envelope, Event.ENVELOPE_ACCEPTED, outcome)
    if current.state in UNSETTLED:
        settle_failure(envelope, "Carepost", "it was sent", now)


def _take_question_back(envelope: Envelope, now: datetime) -> None:
    """A person was asked while the server took its time with the answer, which is that it was not taken."""
    current = Envelope.objects.one_for_update(envelope.practice_id, envelope.id)
    if current.state in UNSETTLED and current.claim == envelope.claim:
        settle_failure(envelope, "Carepost", "it was not sent", now)


def _try_again_or_fail(actor: Actor, envelope: Envelope, outcome: Temporary, now: datetime) -> None:
    tried_for = now - (envelope.first_try_at or now)
    if tried_for >= timedelta(seconds=settings.INSTANCE.give_up_after):
        queue.move(
            envelope,
            State.REFUSED,
            now,
            held_by=envelope.claim,
            words=f"{outcome.text} We tried for {_hours(tried_for)} and have stopped.",
        )
        _record(actor, envelope, Event.ENVELOPE_REFUSED, outcome)
        tell_failure(envelope, now)
        return
    again = now + queue.backoff(envelope.attempt_count, settings.INSTANCE.retry_first)
    queue.move(envelope, State.QUEUED, now, held_by=envelope.claim, not_before=again, words=outcome.text)
    _record(actor, envelope, Event.ENVELOPE_TEMPORARY_FAILURE, outcome)
    envelopes_wait(actor.practice_id, again)


def _hours(span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    return f"{hours} hours" if hours > 1 else f"{round(span.total_seconds() / 60)} minutes"


def _end_attempt(envelope: Envelope, outcome: Outcome, now: datetime) -> None:
    proof = outcome.proof
    seen = (
        {
            "host": proof.host,
            "tls_version": proof.tls_version,
            "cipher": proof.cipher,
            "certificate_sha256": proof.certificate_sha256,
        }
        if proof
        else {}
    )
    kinds = {
        Accepted: Attempt.Outcome.ACCEPTED,
        Temporary: Attempt.Outcome.TEMPORARY,
        Permanent: Attempt.Outcome.PERMANENT,
        Uncertain: Attempt.Outcome.UNCERTAIN,
    }
    Attempt.objects.of(envelope.practice_id).filter(envelope=envelope, number=envelope.attempt_count).update(
        ended_at=now,
        outcome=kinds[type(outcome)],
        reply=outcome.text,
        code=getattr(outcome, "code", None),
        loopback=getattr(outcome, "loopback", False),
        **seen,
    )


def _record(actor: Actor, envelope: Envelope, event: Event, outcome: Outcome) -> None:
    record(
        actor=actor,
        event=event,
        about={
            "conversation": envelope.message.conversation_id,
            "message": envelope.message_id,
            "envelope": envelope.id,
        },
        detail=detail_of(envelope.recipient, envelope.sha256, outcome.text, outcome.proof),
    )
