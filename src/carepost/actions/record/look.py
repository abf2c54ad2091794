"""Reading who did what. Looking at the whole of it is an entry itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.actions.permissions import check_administrator, check_member, check_reader_of_the_record
from carepost.domain.correspondence.models import Conversation
from carepost.domain.ledger.details import Readable, details_of
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.models import Entry, Head, LedgerQuerySet, Place
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Transition
from carepost.domain.tenancy.paging import Page, page_of
from carepost.ground.kernel import Actor


@dataclass(frozen=True, slots=True)
class Deeds:
    """A page of entries, newest first, with what can be read of each and its place (absent: not placed yet)."""

    page: Page[Entry]
    details: dict[UUID, Readable]
    places: dict[UUID, int]
    head: Head | None


def read_record(*, actor: Actor, cursor: str = "", member: str = "", event: str = "") -> Deeds:
    """What was done in the practice, by everybody or one, of every kind or one."""
    check_reader_of_the_record(actor)
    found = Entry.objects.of(actor.practice_id)
    found = found.filter(actor_id=member) if member else found
    found = found.filter(event=event) if event else found

    deeds = _deeds(actor, found, cursor)
    record(actor=actor, event=Event.LEDGER_OPENED, about={}, detail={"member": member, "event": event})
    return deeds


def read_record_of_conversation(*, actor: Actor, conversation_id: UUID, cursor: str = "") -> Deeds:
    check_member(actor)
    conversation = Conversation.objects.one(actor.practice_id, conversation_id)

    found = Entry.objects.of(actor.practice_id).filter(conversation_id=str(conversation.id))
    deeds = _deeds(actor, found, cursor)
    record(actor=actor, event=Event.LEDGER_OPENED, about={"conversation": conversation.id})
    return deeds


def read_story_of_transition(*, actor: Actor, transition_id: UUID, cursor: str = "") -> Deeds:
    """How a practice moved off a shared log-in, from the ledger (A3). Bounded by its beginning: ids grow with time."""
    check_administrator(actor)
    transition = Transition.objects.one(actor.practice_id, transition_id)

    found = Entry.objects.of(actor.practice_id).filter(
        at__gte=transition.begun_at, event__startswith="transition.", line__contains=str(transition.id)
    )
    deeds = _deeds(actor, found, cursor)
    record(actor=actor, event=Event.LEDGER_OPENED, about={"transition": transition.id})
    return deeds


def _deeds(actor: Actor, found: LedgerQuerySet, cursor: str) -> Deeds:
    page = page_of(found.newest_first(), cursor)
    ids = [entry.id for entry in page.rows]
    places = Place.objects.filter(practice_id=actor.practice_id, entry_id__in=ids)
    return Deeds(
        page,
        details=details_of(actor.practice_id, page.rows),
        places=dict(places.values_list("entry_id", "idx")),
        head=Head.objects.filter(practice_id=actor.practice_id).first(),
    )
