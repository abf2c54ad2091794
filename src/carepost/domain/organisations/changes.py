"""Changes of details: those that wait for an administrator, and one's own wherever one works."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from carepost.domain.organisations.models import DetailChange, Membership
from carepost.domain.organisations.people import everywhere_of
from carepost.domain.tenancy.context import acting_for
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.ground.kernel import clock

State = DetailChange.State
LATELY = timedelta(days=30)


def to_decide(practice_id: UUID) -> list[DetailChange]:
    """Proved, or a name, which needs no proof; the oldest first."""
    return [one for one in _waiting(practice_id).order_by("asked_at", "id") if one.is_proved]


def how_many_to_decide(practice_id: UUID) -> int:
    return len(to_decide(practice_id))


def waiting_of(person_id: UUID) -> list[DetailChange]:
    """What this person asked for, proved or not, at every practice they have not left."""
    return [change for place in _places(person_id) for change in _of(place, State.WAITING)]


def refused_lately(person_id: UUID) -> list[DetailChange]:
    since = clock.now() - LATELY
    rows = (change for place in _places(person_id) for change in _of(place, State.REFUSED))
    return [one for one in rows if one.decided_at is not None and one.decided_at > since]


def own_for_update(place: Membership, change_id: UUID) -> DetailChange:
    """NotFound for a colleague's."""
    own = DetailChange.objects.of(place.practice_id).filter(membership=place)
    return own.select_related("membership__person", "membership__practice").one_for_update(
        place.practice_id, change_id
    )


def _waiting(practice_id: UUID) -> PracticeQuerySet[DetailChange]:
    rows = DetailChange.objects.of(practice_id).filter(state=State.WAITING)
    return rows.select_related("membership__person", "membership__practice")


def _places(person_id: UUID) -> Iterator[Membership]:
    with acting_for(None, person_id):
        found = everywhere_of(person_id)
    yield from found


def _of(place: Membership, state: DetailChange.State) -> list[DetailChange]:
    with acting_for(place.practice_id):
        rows = DetailChange.objects.of(place.practice_id).filter(membership=place, state=state)
        return list(
            rows.select_related("membership__person", "membership__practice").order_by("asked_at", "id")
        )
