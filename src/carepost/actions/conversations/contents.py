"""All that is in a conversation, fetched together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from carepost.domain.correspondence.models import (
    Attachment,
    Conversation,
    Happening,
    Message,
    Note,
    Participant,
)
from carepost.domain.organisations.people import mailboxes_of
from carepost.engines.delivery.models import Attempt, Envelope
from carepost.ground.kernel import EmailAddress


@dataclass(slots=True)
class Contents:
    """What a conversation's page shows. `attempts` has the last of each envelope; `own_addresses` the practice's
    own mailboxes, by identity.
    """

    conversation: Conversation
    messages: list[Message]
    notes: list[Note]
    happenings: list[Happening]
    participants: dict[str, Participant]
    attachments: defaultdict[UUID, list[Attachment]] = field(default_factory=lambda: defaultdict(list))
    envelopes: defaultdict[UUID, list[Envelope]] = field(default_factory=lambda: defaultdict(list))
    attempts: dict[UUID, Attempt] = field(default_factory=dict)
    own_addresses: frozenset[str] = frozenset()

    @property
    def newest_received(self) -> Message | None:
        return next((one for one in reversed(self.messages) if one.direction == Message.Direction.IN), None)


def contents_of(conversation: Conversation) -> Contents:
    """Eight queries, however long the conversation is. The caller has been let in (see look.py)."""
    practice_id, own = conversation.practice_id, {"conversation": conversation.id}
    messages = Message.objects.of(practice_id).filter(**own).select_related("author__person")
    notes = Note.objects.of(practice_id).filter(**own).select_related("author__person")
    contents = Contents(
        conversation,
        messages=list(messages.order_by("at", "id")),
        notes=list(notes.order_by("at", "id")),
        happenings=list(Happening.objects.of(practice_id).filter(**own).order_by("at", "id")),
        participants={one.identity: one for one in Participant.objects.of(practice_id).filter(**own)},
    )
    _add_parts(contents, practice_id, [message.id for message in contents.messages])
    contents.own_addresses = own_identities(practice_id)
    return contents


def own_identities(practice_id: UUID) -> frozenset[str]:
    """The addresses that reach this practice, whatever tag is on them."""
    return frozenset(EmailAddress.parse(box.address).identity for box in mailboxes_of(practice_id))


def _add_parts(contents: Contents, practice_id: UUID, messages: list[UUID]) -> None:
    for file in Attachment.objects.of(practice_id).filter(message__in=messages).order_by("index"):
        contents.attachments[file.message_id].append(file)
    for envelope in Envelope.objects.of(practice_id).filter(message__in=messages).order_by("-kind", "id"):
        contents.envelopes[envelope.message_id].append(envelope)
    last = (
        Attempt.objects.of(practice_id)
        .filter(envelope__message__in=messages)
        .order_by("envelope", "-number")
        .distinct("envelope")
    )
    contents.attempts = {attempt.envelope_id: attempt for attempt in last}
