"""Sittings: begun, touched, locked, ended; each move one conditional statement, so that two never undo each other."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet

from carepost.domain.identity.models import Person, Sitting
from carepost.domain.tenancy import statements
from carepost.ground.kernel import clock

AT_MOST = timedelta(hours=12)
FRESH = timedelta(minutes=5)
TO_THE_HALF_MINUTE = timedelta(seconds=30)
MOST_MISSES = 5
_GOING_ON = "id = %s and person_id = %s and ended_at is null"


def begin(
    person: Person,
    *,
    browser: str,
    device: tuple[UUID, str] | None = None,
    proved_at: datetime | None = None,
    text_enough: bool = False,
) -> Sitting:
    """`device`: the enrolled computer's id and name. `proved_at`: when they signed in, if that is not now."""
    now, (device_id, computer) = clock.now(), device or (None, "")
    return Sitting.objects.create(
        person=person,
        browser=browser,
        device_id=device_id,
        computer=computer,
        began_at=proved_at or now,
        touched_at=now,
        proved_at=proved_at or now,
        text_enough=text_enough,
    )


def sitting_of(person_id: UUID, sitting_id: UUID) -> Sitting | None:
    """None if it has ended or is another person's."""
    found = statements.rows_of(Sitting, _GOING_ON, [sitting_id, person_id])
    return found[0] if found else None


def sittings_of(person_id: UUID) -> list[Sitting]:
    """Those going on, the last used first."""
    since = clock.now() - AT_MOST
    going_on = Sitting.objects.filter(person_id=person_id, ended_at=None, began_at__gt=since)
    return list(going_on.order_by("-touched_at", "id"))


def is_over(sitting: Sitting) -> bool:
    return clock.now() - sitting.began_at > AT_MOST


def is_idle(sitting: Sitting) -> bool:
    return clock.now() - sitting.touched_at > timedelta(minutes=sitting.idle_minutes)


def is_fresh(sitting: Sitting) -> bool:
    """Proved who they are within the last five minutes."""
    return clock.now() - sitting.proved_at <= FRESH


def touch(sitting: Sitting) -> None:
    """Somebody is there."""
    now = clock.now()
    if now - sitting.touched_at >= TO_THE_HALF_MINUTE:
        _live(sitting.id).filter(locked_at=None).update(touched_at=now)


def keep_idle_minutes(sitting: Sitting, minutes: int) -> None:
    if sitting.idle_minutes != minutes:
        _live(sitting.id).update(idle_minutes=minutes)
        sitting.idle_minutes = minutes


def lock(sitting: Sitting) -> bool:
    """False if it was locked already."""
    now = clock.now()
    moved = _live(sitting.id).filter(locked_at=None).update(locked_at=now, misses=0)
    sitting.locked_at = sitting.locked_at or now
    return moved == 1


def unlock(sitting: Sitting) -> bool:
    now = clock.now()
    sitting.locked_at = None
    return _live(sitting.id).exclude(locked_at=None).update(locked_at=None, touched_at=now, misses=0) == 1


def prove(sitting: Sitting) -> None:
    """They showed again who they are, with a second step."""
    sitting.proved_at = clock.now()
    _live(sitting.id).update(proved_at=sitting.proved_at)


def let_text_do(sitting: Sitting) -> None:
    """They have just set up codes by text message, here."""
    sitting.text_enough = True
    _live(sitting.id).update(text_enough=True)


def let_no_text_do(person_id: UUID) -> None:
    """Not in any browser of theirs, from the next request."""
    Sitting.objects.filter(person_id=person_id, ended_at=None).update(text_enough=False)


def miss(sitting: Sitting) -> bool:
    """A wrong try to unlock; True if it was one too many."""
    _live(sitting.id).update(misses=F("misses") + 1)
    return Sitting.objects.filter(id=sitting.id, misses__gte=MOST_MISSES).exists()


def end(sitting_id: UUID, why: Sitting.Ended) -> bool:
    return _live(sitting_id).update(ended_at=clock.now(), ended_why=why) == 1


def end_all(person_id: UUID, why: Sitting.Ended, *, but: UUID | None = None) -> int:
    """Every browser where this person is signed in is asked to sign in at its next request; how many."""
    going_on = Sitting.objects.filter(person_id=person_id, ended_at=None)
    others = going_on if but is None else going_on.exclude(id=but)
    return others.update(ended_at=clock.now(), ended_why=why)


def _live(sitting_id: UUID) -> QuerySet[Sitting]:
    return Sitting.objects.filter(id=sitting_id, ended_at=None)
