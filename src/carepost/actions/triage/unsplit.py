"""Taking a part of a split letter back: nothing of it stays with the patient (M5)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from carepost.actions.permissions import check_sender
from carepost.actions.triage.confirm import after_undo
from carepost.actions.triage.split import about_part
from carepost.actions.triage.splitting import placements_of
from carepost.domain.correspondence.models import Conversation, Happening, Message
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.engines.intake.models import Arrival, Placement
from carepost.ground.kernel import Actor, Conflict, Refused, clock

State = Arrival.State


def take_back(*, actor: Actor, arrival_id: UUID, number: int) -> Arrival:
    """This part is placed no longer, and the letter needs matching again. Refused once it has been answered."""
    check_sender(actor)
    arrival = Arrival.objects.one_for_update(actor.practice_id, arrival_id)
    placements = placements_of(arrival)
    placement = next((one for one in placements if one.number == number), None)
    if placement is None:
        raise Conflict("This part has been taken back already.")
    about = about_part(placement, placement.message.conversation if placement.message else None)
    others = [one for one in placements if one.id != placement.id]
    message = placement.message
    placement.delete()
    if message is not None:
        _take_out(actor, placement, message, others, clock.now())
    arrival.state, arrival.settled_by, arrival.settled_at = State.NEEDS_MATCHING, "", None
    arrival.save()

    record(
        actor=actor,
        event=Event.ARRIVAL_SPLIT_TAKEN_BACK,
        about=about,
        detail={"from": arrival.from_address},
    )
    return arrival


def _take_out(
    actor: Actor, placement: Placement, message: Message, others: list[Placement], now: datetime
) -> None:
    conversation = Conversation.objects.one_for_update(actor.practice_id, message.conversation_id)
    _check_not_answered(conversation, placement)
    files = message.attachments.count()
    message.attachments.all().delete()
    message.delete()
    _take_sender_out(conversation, placement, others)
    left = conversation.messages.exists()
    conversation.changed(**after_undo(conversation, left=left), attachments=conversation.attachments - files)
    conversation.noted(Happening.Kind.UNMATCHED, by=actor.name, at=now)


def _check_not_answered(conversation: Conversation, placement: Placement) -> None:
    if conversation.messages.filter(at__gt=placement.at, direction=Message.Direction.OUT).exists():
        raise Refused(
            "This part has been answered since, so it stays. Write a note here, and tell your clinical lead."
        )


def _take_sender_out(conversation: Conversation, placement: Placement, others: list[Placement]) -> None:
    """Whoever takes part because of this part alone takes part no longer; another part here keeps them."""
    added = conversation.participants.filter(added_at=placement.at)
    here = [one for one in others if one.message and one.message.conversation_id == conversation.id]
    if here:
        added.update(added_at=here[0].at)
    else:
        added.delete()
