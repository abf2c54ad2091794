"""A person at a browser: come back to, locked, unlocked, proved again, ended; on the ledger of their practices (A6)."""

from __future__ import annotations

from enum import Enum, auto
from uuid import UUID

from carepost.domain.identity import sittings
from carepost.domain.identity.models import Person, Sitting
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Device, Membership
from carepost.domain.tenancy.context import acting_for

from .signing_in import sign_in_failed
from .telling import tell
from .texts import is_enough


class Standing(Enum):
    """How a sitting stands at a request."""

    OPEN = auto()
    LOCKED = auto()
    ENDED = auto()


def begin_sitting(*, person: Person, browser: str, device: Device | None = None) -> Sitting:
    at = (device.id, device.name) if device else None
    return sittings.begin(person, browser=browser, device=at, text_enough=is_enough(person.id))


def resume_sitting(*, person: Person, browser: str) -> Sitting:
    """For somebody who signed in before there were sittings, counted from then."""
    return sittings.begin(person, browser=browser, proved_at=person.last_login)


def find_sitting(*, person_id: UUID, sitting_id: UUID) -> Sitting | None:
    return sittings.sitting_of(person_id, sitting_id)


def arrive(*, sitting: Sitting, in_person: bool) -> Standing:
    """A request comes: 1. over after twelve hours; 2. locked when nobody was there too long; 3. else somebody is.

    `in_person` False for what a page asks by itself: that is no sign of anybody, and ends nothing.
    """
    if sittings.is_over(sitting):
        if in_person and sittings.end(sitting.id, Sitting.Ended.TOO_LONG):
            tell(sitting.person_id, Event.SIGN_IN_EXPIRED)
        return Standing.ENDED
    if sitting.locked_at is None and sittings.is_idle(sitting):
        lock_sitting(sitting=sitting)
    if sitting.locked_at is not None:
        return Standing.LOCKED
    if in_person:
        sittings.touch(sitting)
    return Standing.OPEN


def keep_idle_minutes(*, sitting: Sitting, places: list[Membership]) -> None:
    """As strict as the strictest practice where they work."""
    sittings.keep_idle_minutes(sitting, min(place.practice.idle_minutes for place in places))


def lock_sitting(*, sitting: Sitting) -> None:
    with acting_for(None, sitting.person_id):
        if sittings.lock(sitting):
            tell(sitting.person_id, Event.SESSION_LOCKED)


def unlock_sitting(*, sitting: Sitting, proved: bool) -> None:
    """`proved`: by a second step, which also counts as showing again who they are."""
    with acting_for(None, sitting.person_id):
        if sittings.unlock(sitting):
            tell(sitting.person_id, Event.SESSION_UNLOCKED)
        if proved:
            sittings.prove(sitting)


def fail_to_unlock(*, sitting: Sitting) -> bool:
    """A wrong try, on the ledger; True if it was one too many, and the sitting is over."""
    sign_in_failed(person_id=sitting.person_id)
    if sittings.miss(sitting):
        sittings.end(sitting.id, Sitting.Ended.GUESSED)
        return True
    return False


def prove_again(*, sitting: Sitting, by_text: bool = False) -> None:
    """They have just shown, with a second step, who they are."""
    with acting_for(None, sitting.person_id):
        sittings.prove(sitting)
        tell(sitting.person_id, Event.IDENTITY_BY_TEXT if by_text else Event.IDENTITY_PROVED)


def list_sittings(*, person_id: UUID) -> list[Sitting]:
    """Where this person is signed in, the last used first."""
    return sittings.sittings_of(person_id)


def end_other_sittings(*, sitting: Sitting) -> None:
    """Everywhere but here."""
    with acting_for(None, sitting.person_id):
        if sittings.end_all(sitting.person_id, Sitting.Ended.REVOKED, but=sitting.id):
            tell(sitting.person_id, Event.SESSION_REVOKED)


def end_sitting(*, person_id: UUID, sitting_id: UUID, why: Sitting.Ended) -> None:
    """Here or elsewhere; that browser is asked to sign in at its next request."""
    with acting_for(None, person_id):
        ended = sittings.sitting_of(person_id, sitting_id) and sittings.end(sitting_id, why)
        if ended and why == Sitting.Ended.REVOKED:
            tell(person_id, Event.SESSION_REVOKED)
