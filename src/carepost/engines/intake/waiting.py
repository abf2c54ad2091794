"""What needs a person to say where it belongs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from carepost.domain.tenancy import statements
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.engines.intake.models import Arrival

State = Arrival.State
WAITING = (State.NEEDS_MATCHING, State.UNREADABLE)

# By hand because every page asks it; written out, so that the partial index is used.
_HOW_MANY = f"""
    select count(*) from intake_arrival
    where practice_id = %s and state in ({", ".join(f"'{state.value}'" for state in WAITING)})
"""  # noqa: S608  (made of our own constants; what comes from outside is bound)


def to_match(practice_id: UUID) -> PracticeQuerySet[Arrival]:
    """Mail nobody and nothing has placed yet, the longest waiting first."""
    waiting = Arrival.objects.of(practice_id).filter(state__in=WAITING)
    return waiting.order_by("at", "id")


def how_many_to_match(practice_id: UUID) -> int:
    ((number,),) = statements.run(_HOW_MANY, [practice_id])
    return int(number)


def to_match_since(practice_id: UUID, moment: datetime) -> int:
    """How many of them have come since."""
    return to_match(practice_id).filter(at__gt=moment).count()


def set_aside(practice_id: UUID) -> PracticeQuerySet[Arrival]:
    """Mail a person settled without a patient, the latest first."""
    settled = Arrival.objects.of(practice_id).filter(state=State.SETTLED)
    return settled.order_by("-settled_at", "-id")
