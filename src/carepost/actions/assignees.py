"""Who a conversation falls to when something comes: whoever has it, if they are there to see it (HZ-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carepost.actions.conversations.look import about
from carepost.domain.correspondence.models import Conversation, Happening
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.absences import StandIn, own_team_of, stand_in_of, takes
from carepost.domain.organisations.models import Membership, Team
from carepost.ground.kernel import Actor

PASSING_ON = "answers"


@dataclass(frozen=True, slots=True)
class Falls:
    """`columns` is the assignment it gets, empty where it stays; `why` is said where somebody else has it now."""

    columns: dict[str, UUID | None]
    to: Team | Membership | None = None
    why: str = ""


def falls_to(conversation: Conversation, now: datetime) -> Falls:
    """Whoever has it keeps it. Else, in this order:

    1. whoever has their answers meanwhile (away) or from now on (gone); 2. where answers were to go, or whoever
    stands in there; 3. the team of whoever is gone; 4. Unassigned, which is always covered.
    """
    holder = conversation.assigned_to or conversation.assigned_team
    replies = conversation.replies_to_member or conversation.replies_to_team
    instead = _stand_in(holder, now)
    if takes(holder) and instead is None:
        return Falls({})
    found = instead or _answers(replies, now) or _own_team(holder) or _own_team(replies)
    to, why = (found.taker, found.why) if found else (None, "")
    return Falls(_columns(to), to, why or _gone(holder) or _gone(replies))


def tell_passed_on(conversation: Conversation, falls: Falls, now: datetime) -> None:
    """A grey line and an entry, where somebody other than was asked for has it now."""
    if not falls.why:
        return
    name = str(falls.to) if falls.to else "Unassigned"
    conversation.noted(Happening.Kind.PASSED_ON, by="Carepost", at=now, to=f"{name}: {falls.why}")
    record(
        actor=Actor.system(PASSING_ON, conversation.practice_id),
        event=Event.CONVERSATION_ASSIGNED,
        about=about(conversation),
        detail={"to": name, "why": falls.why},
    )


def _answers(replies: Team | Membership | None, now: datetime) -> StandIn | None:
    if found := _stand_in(replies, now):
        return found
    return StandIn(replies, "") if replies is not None and takes(replies) else None


def _stand_in(taker: Team | Membership | None, now: datetime) -> StandIn | None:
    return stand_in_of(taker, now) if isinstance(taker, Membership) else None


def _own_team(taker: Team | Membership | None) -> StandIn | None:
    return own_team_of(taker) if isinstance(taker, Membership) else None


def _gone(taker: Team | Membership | None) -> str:
    if taker is None or takes(taker):
        return ""
    return f"{taker} {'has been archived' if isinstance(taker, Team) else 'is not at work here now'}"


def _columns(to: Team | Membership | None) -> dict[str, UUID | None]:
    return {
        "assigned_to_id": to.id if isinstance(to, Membership) else None,
        "assigned_team_id": to.id if isinstance(to, Team) else None,
    }
