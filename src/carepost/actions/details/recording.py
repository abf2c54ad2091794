"""What happens to a change goes on the ledger of every practice where the person works."""

from __future__ import annotations

from typing import Any

from carepost.actions.people.telling import actors_of
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import DetailChange
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor

DOOR = "details"
Detail = dict[str, Any]
"""Any: whatever JSON can hold."""


def record_here(actor: Actor, event: Event, change: DetailChange) -> None:
    """With what was there before and what is to be; that is sealed."""
    about = {"membership": change.membership_id, "change": change.id}
    record(actor=actor, event=event, about=about, detail=detail_of(change) | _reason(change))


def record_elsewhere(event: Event, change: DetailChange, detail: Detail | None = None) -> list[Actor]:
    """At the person's other practices, where they did not ask: said by the door. Who they are there."""
    there = [one for one in actors_of(change.membership.person_id) if one.practice_id != change.practice_id]
    for one in there:
        with acting_for(one.practice_id):
            door = Actor.system(DOOR, one.practice_id)
            record(actor=door, event=event, about={"membership": one.id}, detail=detail)
    return there


def detail_of(change: DetailChange) -> Detail:
    return {"detail": change.detail, "before": change.before, "after": change.after}


def _reason(change: DetailChange) -> Detail:
    """An administrator's own words, for this practice only."""
    return {"reason": change.reason} if change.reason else {}
