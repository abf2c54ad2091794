"""A failure reopens the conversation and is counted on the front page until a person has settled it."""

from __future__ import annotations

from datetime import datetime

from carepost.actions.assignees import falls_to, tell_passed_on
from carepost.domain.correspondence.models import Conversation, Happening
from carepost.engines.delivery.models import Envelope


def tell_failure(envelope: Envelope, now: datetime) -> None:
    conversation = Conversation.objects.one_for_update(envelope.practice_id, envelope.message.conversation_id)
    falls = falls_to(conversation, now)
    conversation.changed(
        unresolved_failures=conversation.unresolved_failures + 1,
        state=Conversation.State.WAITING,
        waiting_since=conversation.waiting_since or now,
        last_at=now,
        **falls.columns,
    )
    conversation.noted(Happening.Kind.FAILED, by="Carepost", at=now, to=envelope.recipient)
    tell_passed_on(conversation, falls, now)


def settle_failure(envelope: Envelope, by: str, words: str, now: datetime) -> None:
    """One failure fewer. The conversation stays open: a person closes it."""
    conversation = Conversation.objects.one_for_update(envelope.practice_id, envelope.message.conversation_id)
    left = max(0, conversation.unresolved_failures - 1)
    values: dict[str, object] = {"unresolved_failures": left, "last_at": now}
    if left == 0 and not _unanswered(conversation):
        values |= {"state": Conversation.State.AWAITING_REPLY, "waiting_since": None}
    conversation.changed(**values)
    conversation.noted(Happening.Kind.SETTLED, by=by, at=now, to=f"{envelope.recipient}: {words}")


def _unanswered(conversation: Conversation) -> bool:
    """Whether the newest message is theirs: then it still waits for us, failure or not."""
    newest = conversation.messages.order_by("-at", "-id").first()
    return newest is not None and newest.direction == newest.Direction.IN
