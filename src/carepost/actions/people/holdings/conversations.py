"""Conversations that are not done: those assigned to somebody, and those whose answers go to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from carepost.actions.conversations.look import about
from carepost.domain.correspondence.models import Conversation, Happening
from carepost.domain.correspondence.queries import ConversationQuerySet
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership, Team

from .port import Handing, Moved, Taker, many

ASSIGNED, ANSWERS = 1, 2
"""Which of the two moves, added up."""


@dataclass(frozen=True, slots=True)
class Move:
    conversation: Conversation
    to: Taker
    which: int


class OpenConversations:
    """Each gets one version more, whichever of the two moved: so an undo sees whether anybody has been at it."""

    name = "conversations"

    def words(self, number: int) -> str:
        return many(number, "open conversation", "open conversations")

    def count(self, giver: Membership) -> int:
        return held_by(giver).count()

    def move(self, handing: Handing) -> Moved:
        found = held_by(handing.giver).select_for_update(of=("self",)).order_by("id")
        moves = [
            Move(one, handing.each.get(one.id, handing.to), _which(one, handing.giver.id)) for one in found
        ]
        _make(handing, moves)
        return [[str(move.conversation.id), move.conversation.version + 1, move.which] for move in moves]

    def put_back(self, handing: Handing, moved: Moved) -> int:
        """To `handing.to`, who held them. One at another version has been worked on since."""
        stood = {UUID(str(one)): (int(version), int(which)) for one, version, which in moved}
        rows = Conversation.objects.of(handing.giver.practice_id).filter(id__in=list(stood))
        found = rows.select_for_update(of=("self",)).order_by("id")
        moves = [Move(one, handing.to, stood[one.id][1]) for one in found if one.version == stood[one.id][0]]
        _make(handing, moves)
        return len(moves)


def held_by(giver: Membership) -> ConversationQuerySet:
    rows = Conversation.objects.of(giver.practice_id).exclude(state=Conversation.State.DONE)
    return rows.filter(Q(assigned_to=giver.id) | Q(replies_to_member=giver.id))


def _which(one: Conversation, giver_id: UUID) -> int:
    return ASSIGNED * (one.assigned_to_id == giver_id) + ANSWERS * (one.replies_to_member_id == giver_id)


def _make(handing: Handing, moves: list[Move]) -> None:
    """A statement for all that go the same way; a grey line and an entry for each conversation."""
    alike: defaultdict[tuple[Taker, int], list[UUID]] = defaultdict(list)
    for move in moves:
        alike[move.to, move.which].append(move.conversation.id)
    for (to, which), ids in alike.items():
        rows = Conversation.objects.of(handing.actor.practice_id).filter(id__in=ids)
        rows.update(version=F("version") + 1, **_columns(to, which))
    Happening.objects.bulk_create(line for move in moves for line in _lines(handing, move))
    for move in moves:
        _record(handing, move)


def _columns(to: Taker, which: int) -> dict[str, Taker | None]:
    team, member = (to, None) if isinstance(to, Team) else (None, to)
    assigned = {"assigned_team": team, "assigned_to": member} if which & ASSIGNED else {}
    answers = {"replies_to_team": team, "replies_to_member": member} if which & ANSWERS else {}
    return {**assigned, **answers}


def _lines(handing: Handing, move: Move) -> list[Happening]:
    kinds = {ASSIGNED: Happening.Kind.ASSIGNED, ANSWERS: Happening.Kind.REPLIES_TO}
    return [
        Happening(
            practice_id=handing.actor.practice_id,
            conversation=move.conversation,
            kind=kind,
            by=handing.by,
            to=str(move.to),
            at=handing.at,
        )
        for part, kind in kinds.items()
        if move.which & part
    ]


def _record(handing: Handing, move: Move) -> None:
    """One entry each, so that who reads the record of a conversation finds it there."""
    event = Event.CONVERSATION_ASSIGNED if move.which & ASSIGNED else Event.CONVERSATION_REPLIES_TO
    record(
        actor=handing.actor,
        event=event,
        about=about(move.conversation) | {"membership": handing.giver.id},
        detail={"to": str(move.to), "answers": bool(move.which & ANSWERS), "held_by": handing.giver.name},
    )
