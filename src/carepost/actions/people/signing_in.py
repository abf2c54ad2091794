"""Signing in and out, on the ledger of every practice where the person works (G1)."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor

from .telling import actors_of, tell

DOOR = "sign-in"


def signed_in(*, person_id: UUID, by_text: bool = False) -> None:
    """`by_text`: the second step was a code by text message, which can be talked out of somebody."""
    tell(person_id, Event.SIGN_IN_BY_TEXT if by_text else Event.SIGN_IN_SUCCEEDED)


def switched_to(*, person_id: UUID) -> None:
    """By key alone, at a computer where they had signed in whole today."""
    tell(person_id, Event.SIGN_IN_SWITCHED)


def signed_out(*, person_id: UUID) -> None:
    tell(person_id, Event.SIGN_IN_ENDED)


def second_factor_changed(*, person_id: UUID, added: bool) -> None:
    tell(person_id, Event.SECOND_FACTOR_ADDED if added else Event.SECOND_FACTOR_REMOVED)


def recovery_codes_made(*, person_id: UUID) -> None:
    """New ones; the old ones are worth nothing any more."""
    tell(person_id, Event.RECOVERY_CODES_MADE)


def sign_in_failed(*, person_id: UUID) -> None:
    """Somebody, perhaps not this person, so the door itself is named as the one who says so."""
    _said_by_the_door(person_id, Event.SIGN_IN_FAILED)


def sign_in_stopped(*, person_id: UUID) -> None:
    """Somebody tried too often, and was not even looked at."""
    _said_by_the_door(person_id, Event.SIGN_IN_STOPPED)


def _said_by_the_door(person_id: UUID, event: Event) -> None:
    for actor in actors_of(person_id):
        with acting_for(actor.practice_id):
            door = Actor.system(DOOR, actor.practice_id)
            record(actor=door, event=event, about={"membership": actor.id})
