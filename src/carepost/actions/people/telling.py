"""What happens to a person goes on the ledger of every practice where they work."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.people import places_of
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor


def tell(person_id: UUID, event: Event) -> None:
    """As this person's own deed."""
    for actor in actors_of(person_id):
        with acting_for(actor.practice_id):
            record(actor=actor, event=event, about={})


def actors_of(person_id: UUID) -> list[Actor]:
    with acting_for(None, person_id):
        return [membership.as_actor() for membership in places_of(person_id)]
