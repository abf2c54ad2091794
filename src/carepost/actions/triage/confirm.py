"""A person says where a mail belongs, and may take it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from carepost.actions.permissions import check_sender
from carepost.actions.policies.letters import check_still_needs_matching
from carepost.actions.receiving.placing import place
from carepost.actions.receiving.reading import Reading
from carepost.actions.triage.look import read_again
from carepost.actions.triage.splitting import check_none_placed
from carepost.domain.correspondence.models import Conversation, Happening, Message, Participant
from carepost.domain.directory.models import Contact
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Practice
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy import services
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Actor, Conflict, Refused, clock, new_id
from carepost.ground.mailkit import reference


def confirm_conversation(*, actor: Actor, arrival_id: UUID, conversation_id: UUID) -> Conversation:
    """Put the mail into a conversation we have. Its sender takes part from now on (M1)."""
    check_sender(actor)
    arrival = Arrival.objects.one_for_update(actor.practice_id, arrival_id)
    check_still_needs_matching(arrival.state)
    check_none_placed(arrival)

    conversation = Conversation.objects.one_for_update(actor.practice_id, conversation_id)
    return _confirm(actor, arrival, conversation)


def confirm_patient(*, actor: Actor, arrival_id: UUID, patient_id: UUID) -> Conversation:
    """Start a conversation about this patient with the mail."""
    check_sender(actor)
    arrival = Arrival.objects.one_for_update(actor.practice_id, arrival_id)
    check_still_needs_matching(arrival.state)
    check_none_placed(arrival)

    patient = Patient.objects.one(actor.practice_id, patient_id)
    return _confirm(actor, arrival, new_conversation(actor, patient, arrival, arrival.subject))


def new_conversation(actor: Actor, patient: Patient, arrival: Arrival, subject: str) -> Conversation:
    practice, now, conversation_id = Practice.objects.get(id=actor.practice_id), clock.now(), new_id()
    return Conversation.objects.create(
        id=conversation_id,
        practice=practice,
        patient=patient,
        state=Conversation.State.WAITING,
        waiting_since=now,
        last_at=now,
        reference=reference.make(services.token_key(), practice.short_id, conversation_id),
        subject=subject[:500],
        correspondent=(arrival.from_name or arrival.from_address)[:300],
    )


def _confirm(actor: Actor, arrival: Arrival, conversation: Conversation) -> Conversation:
    now = clock.now()
    reading = read_again(arrival)
    message = place(reading, conversation, now)
    add_sender(actor, reading, conversation, now)
    arrival.state, arrival.conversation = Arrival.State.MATCHED, conversation
    arrival.settled_by, arrival.settled_at = actor.name, now
    arrival.save()
    conversation.noted(Happening.Kind.MATCHED, by=actor.name, at=now)

    record(
        actor=actor,
        event=Event.MATCH_CONFIRMED,
        detail={"from": arrival.from_address, "reasons": arrival.reasons},
        about=_about(arrival, conversation) | {"message": message.id},
    )
    return conversation


def add_sender(actor: Actor, reading: Reading, conversation: Conversation, now: datetime) -> None:
    """A sender whom a person has confirmed takes part from now on; not one read in part: there may be others."""
    sender = reading.sender
    if reading.in_part or not sender.identity or (sender.from_lines, sender.from_addresses) != (1, 1):
        return
    contact = Contact.objects.of(conversation.practice_id).filter(identity=sender.identity).first()
    _, added = Participant.objects.get_or_create(
        practice_id=conversation.practice_id,
        conversation=conversation,
        identity=sender.identity,
        defaults={
            "address": sender.address[:254],
            "name": (contact.name if contact else sender.name)[:200],
            "added_at": now,
            "organisation": contact.organisation if contact else "",
            "ods_code": contact.ods_code if contact else "",
        },
    )
    if added:
        about = {"conversation": conversation.id}
        record(actor=actor, event=Event.PARTICIPANT_ADDED, about=about, detail={"address": sender.address})


def undo_match(*, actor: Actor, arrival_id: UUID) -> Arrival:
    """Take a confirmed or certain match back: the mail needs matching again, and nothing of it stays behind (M5)."""
    check_sender(actor)
    arrival = Arrival.objects.one_for_update(actor.practice_id, arrival_id)
    conversation_id = arrival.conversation_id
    if arrival.state != Arrival.State.MATCHED or conversation_id is None:
        raise Conflict("This match has been undone already.")
    conversation = Conversation.objects.one_for_update(actor.practice_id, conversation_id)
    message = conversation.messages.get(arrival_id=arrival.id)
    _check_not_answered(conversation, message)

    now = clock.now()
    files = message.attachments.count()
    message.attachments.all().delete()
    message.delete()
    _take_participant_back(arrival, conversation)
    arrival.state, arrival.conversation, arrival.settled_by, arrival.settled_at = (
        Arrival.State.NEEDS_MATCHING,
        None,
        "",
        None,
    )
    arrival.save()
    left = conversation.messages.exists()
    conversation.changed(**after_undo(conversation, left=left), attachments=conversation.attachments - files)
    conversation.noted(Happening.Kind.UNMATCHED, by=actor.name, at=now)

    record(
        actor=actor,
        event=Event.MATCH_UNDONE,
        about=_about(arrival, conversation),
        detail={"from": arrival.from_address},
    )
    return arrival


def _check_not_answered(conversation: Conversation, message: Message) -> None:
    if conversation.messages.filter(at__gt=message.at, direction=Message.Direction.OUT).exists():
        raise Refused(
            "This message has been answered since, so it stays. Write a note here, and tell your clinical lead."
        )


def _take_participant_back(arrival: Arrival, conversation: Conversation) -> None:
    """Whoever was added by this match and nothing else takes part no longer."""
    if arrival.settled_at is not None:
        conversation.participants.filter(added_at=arrival.settled_at).delete()


def after_undo(conversation: Conversation, *, left: bool) -> dict[str, object]:
    """What a conversation becomes when a message has been taken out of it."""
    newest = conversation.messages.order_by("-at", "-id").first()
    if not left or newest is None:
        return {"state": Conversation.State.DONE, "waiting_since": None, "preview": ""}
    if newest.direction == Message.Direction.OUT and not conversation.unresolved_failures:
        return {
            "state": Conversation.State.AWAITING_REPLY,
            "waiting_since": None,
            "preview": newest.text[:160],
        }
    return {"preview": newest.text[:160]}


def _about(arrival: Arrival, conversation: Conversation) -> dict[str, UUID | str]:
    about: dict[str, UUID | str] = {"arrival": arrival.id, "conversation": conversation.id}
    return about | ({"patient": conversation.patient_id} if conversation.patient_id else {})
