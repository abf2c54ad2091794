"""Working a conversation: assign, note, urgent, done, reopen."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.assignees import falls_to, tell_passed_on
from carepost.actions.conversations.look import about
from carepost.actions.permissions import check_sender
from carepost.actions.policies.letters import (
    check_member_can_take,
    check_no_open_failures,
    check_reply_saw_everything,
    check_team_can_take,
)
from carepost.domain.correspondence.models import Conversation, Happening, Note
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.organisations.people import hold_place
from carepost.ground.kernel import Actor, Refused, clock, new_id

State = Conversation.State


def assign(
    *,
    actor: Actor,
    conversation_id: UUID,
    seen: int,
    team_id: UUID | None = None,
    membership_id: UUID | None = None,
) -> Conversation:
    """Give it to a team or a person; to neither is Unassigned. Two at once: the first wins, the second is told (I7)."""
    check_sender(actor)
    # Before the conversation is locked: a hand-over locks in this order too.
    team = Team.objects.one(actor.practice_id, team_id) if team_id else None
    member = Membership.objects.one(actor.practice_id, membership_id) if membership_id else None
    held = member is None or hold_place(member)
    conversation = Conversation.objects.one_for_update(actor.practice_id, conversation_id)
    check_reply_saw_everything(conversation.version, seen)
    check_team_can_take(team)
    check_member_can_take(member, held=held)

    name = team.name if team else member.name if member else "Unassigned"
    conversation.changed(assigned_team=team, assigned_to=None if team else member)
    conversation.noted(Happening.Kind.ASSIGNED, by=actor.name, at=clock.now(), to=name)

    record(actor=actor, event=Event.CONVERSATION_ASSIGNED, about=about(conversation), detail={"to": name})
    return conversation


def add_note(*, actor: Actor, conversation_id: UUID, text: str, note_id: UUID | None = None) -> Note:
    """A note only the practice sees. The same id again is the same note: two clicks write it once."""
    check_sender(actor)
    if not text.strip():
        raise Refused("The note is empty. Write something before saving it.")
    conversation = Conversation.objects.one_for_update(actor.practice_id, conversation_id)
    if note_id and (written := Note.objects.of(actor.practice_id).filter(id=note_id).first()):
        return written

    now = clock.now()
    author = Membership.objects.one(actor.practice_id, UUID(actor.id))
    note = Note.objects.create(
        id=note_id or new_id(),
        practice_id=actor.practice_id,
        conversation=conversation,
        author=author,
        text=text.strip(),
        at=now,
    )
    conversation.changed(last_at=now)

    record(actor=actor, event=Event.CONVERSATION_NOTED, about=about(conversation) | {"note": note.id})
    return note


def mark_done(*, actor: Actor, conversation_id: UUID, seen: int | None = None) -> Conversation:
    """It leaves the queue; a reply reopens it. With `seen`, news since that version stops it: it was not read."""
    check_sender(actor)
    conversation = Conversation.objects.one_for_update(actor.practice_id, conversation_id)
    if seen is not None:
        check_reply_saw_everything(conversation.version, seen)
    check_no_open_failures(conversation.unresolved_failures)

    conversation.changed(state=State.DONE, waiting_since=None)
    conversation.noted(Happening.Kind.DONE, by=actor.name, at=clock.now())

    record(actor=actor, event=Event.CONVERSATION_DONE, about=about(conversation))
    return conversation


def reopen(*, actor: Actor, conversation_id: UUID) -> Conversation:
    """It waits again, and not with somebody who has gone meanwhile."""
    check_sender(actor)
    conversation = Conversation.objects.one_for_update(actor.practice_id, conversation_id)

    now = clock.now()
    falls = falls_to(conversation, now)
    conversation.changed(
        state=State.WAITING, waiting_since=conversation.waiting_since or now, **falls.columns
    )
    conversation.noted(Happening.Kind.REOPENED, by=actor.name, at=now)
    tell_passed_on(conversation, falls, now)

    record(actor=actor, event=Event.CONVERSATION_REOPENED, about=about(conversation))
    return conversation


def set_urgent(*, actor: Actor, conversation_id: UUID, urgent: bool, reason: str = "") -> Conversation:
    """Urgent pins to the top of every list. Not for emergencies."""
    check_sender(actor)
    conversation = Conversation.objects.one_for_update(actor.practice_id, conversation_id)

    conversation.changed(urgent=urgent, urgent_reason=reason[:300] if urgent else "")
    kind, event = (
        (Happening.Kind.URGENT, Event.CONVERSATION_URGENT_SET)
        if urgent
        else (Happening.Kind.NOT_URGENT, Event.CONVERSATION_URGENT_CLEARED)
    )
    conversation.noted(kind, by=actor.name, at=clock.now(), to=reason)

    record(actor=actor, event=event, about=about(conversation), detail={"reason": reason})
    return conversation
