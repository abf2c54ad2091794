"""Looking, printing, downloading: all on the ledger (G1)."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from carepost.actions.permissions import check_member
from carepost.actions.policies.letters import check_whole_letter
from carepost.domain.correspondence.models import Attachment, Conversation, Message
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy import services
from carepost.domain.tenancy.patience import at_most
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.models import Arrival
from carepost.engines.screening.dates import dates
from carepost.ground.kernel import Actor, NotFound

MOST_FOUND = 20
LONGEST_SEARCH = 3.0
"""seconds"""
TOO_LONG = "This search takes too long. Type the NHS number, or more of the name and the date of birth."
DIGITS_ONLY = re.compile(r"\d ?[/.-] ?\d")


def open_conversation(*, actor: Actor, conversation_id: UUID) -> Conversation:
    return _look(actor, conversation_id, Event.CONVERSATION_OPENED)


def print_conversation(*, actor: Actor, conversation_id: UUID) -> Conversation:
    return _look(actor, conversation_id, Event.CONVERSATION_PRINTED)


def _look(actor: Actor, conversation_id: UUID, event: Event) -> Conversation:
    check_member(actor)
    conversation = Conversation.objects.one(actor.practice_id, conversation_id)

    record(actor=actor, event=event, about=about(conversation))
    return conversation


def about(conversation: Conversation) -> dict[str, UUID | str]:
    """The subjects of an entry on a conversation."""
    patient = {"patient": conversation.patient_id} if conversation.patient_id else {}
    return {"conversation": conversation.id, **patient}


def open_attachment(*, actor: Actor, attachment_id: UUID) -> tuple[Attachment, bytes]:
    """The file as it was sent or came."""
    check_member(actor)
    attachment = Attachment.objects.one(actor.practice_id, attachment_id)
    message = attachment.message

    record(
        actor=actor,
        event=Event.ATTACHMENT_OPENED,
        detail={"sha256": attachment.sha256},
        about=about(message.conversation) | {"message": message.id, "attachment": attachment.id},
    )
    if attachment.object_id:
        return attachment, services.vault().get(actor.practice_id, attachment.object_id)
    return attachment, services.parser().part(_raw_of(message), attachment.index)


def open_html(*, actor: Actor, message_id: UUID) -> str:
    """What the sender's HTML says, unsanitised: the door cleans it on the way out."""
    check_member(actor)
    message = Message.objects.one(actor.practice_id, message_id)
    check_whole_letter(message.part)

    record(
        actor=actor,
        event=Event.MESSAGE_HTML_OPENED,
        about=about(message.conversation) | {"message": message.id},
    )
    html = services.parser().parse(_raw_of(message)).html
    if html is None:
        raise NotFound("This message has no formatting of its own. Its text is in the conversation.")
    return html


def original_of_message(*, actor: Actor, message_id: UUID) -> bytes:
    """The exact bytes received."""
    check_member(actor)
    message = Message.objects.one(actor.practice_id, message_id)
    check_whole_letter(message.part)

    record(
        actor=actor,
        event=Event.MESSAGE_ORIGINAL_EXPORTED,
        about=about(message.conversation) | {"message": message.id},
    )
    return _raw_of(message)


def original_of_envelope(*, actor: Actor, envelope_id: UUID) -> bytes:
    """The exact bytes sent to one recipient."""
    check_member(actor)
    envelope = Envelope.objects.one(actor.practice_id, envelope_id)
    message = envelope.message

    record(
        actor=actor,
        event=Event.MESSAGE_ORIGINAL_EXPORTED,
        detail={"sha256": envelope.sha256},
        about=about(message.conversation) | {"message": message.id, "envelope": envelope.id},
    )
    return services.vault().get(actor.practice_id, envelope.object_id)


def _raw_of(message: Message) -> bytes:
    if message.arrival_id is None:
        raise NotFound("This message was sent from here: its originals are kept for each recipient.")
    arrival = Arrival.objects.one(message.practice_id, message.arrival_id)
    return services.vault().get(message.practice_id, arrival.object_id)


def search_patients(*, actor: Actor, words: str) -> list[Patient]:
    """Patients of this practice by NHS number or name; what was searched for is kept sealed."""
    check_member(actor)
    patients = Patient.objects.of(actor.practice_id)
    with at_most(LONGEST_SEARCH, otherwise=TOO_LONG):
        found = list(patients.search(*_name_and_birth(words))[:MOST_FOUND]) if words.strip() else []

    record(actor=actor, event=Event.PATIENT_SEARCHED, about={}, detail={"words": words, "found": len(found)})
    return found


def _name_and_birth(words: str) -> tuple[str, date | None]:
    """ "smith 3/5/1985" and "smith 3 May 1985" as a name and a date of birth; without a date, the words."""
    born = min(dates(words), default=None)
    if born is None:
        return words, None
    names = [word for word in words.split() if not any(c.isdigit() for c in word)]
    month = f"{born:%B}".lower()
    spelt = any(word.lower() in {month, month[:3]} for word in names) and not DIGITS_ONLY.search(words)
    return " ".join(w for w in names if not (spelt and w.lower() in {month, month[:3]})), born
