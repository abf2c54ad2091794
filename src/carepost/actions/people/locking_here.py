"""After how many minutes a page that is left alone is locked at this practice (A6)."""

from __future__ import annotations

from carepost.actions.permissions import check_administrator
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Practice
from carepost.ground.kernel import Actor, Refused

MINUTES = (5, 10, 15)
"""never more than fifteen: whoever passes by sees what is on the screen"""


def lock_after(*, actor: Actor, minutes: int) -> None:
    """From the next page on, for everybody who works here, also while they are at another practice."""
    check_administrator(actor)
    if minutes not in MINUTES:
        raise Refused(f"Choose one of these: {', '.join(map(str, MINUTES))} minutes.")
    practice = Practice.objects.select_for_update().get(id=actor.practice_id)
    if practice.idle_minutes == minutes:
        return
    practice.idle_minutes = minutes
    practice.save(update_fields=["idle_minutes"])

    record(actor=actor, event=Event.LOCK_POLICY, about={}, detail={"minutes": minutes})
