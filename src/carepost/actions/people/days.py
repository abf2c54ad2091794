"""The last day somebody worked here, for whoever looks at who still needs access (A11)."""

from __future__ import annotations

from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock


def note_day_of_work(*, place: Membership) -> None:
    """Once a day, with the first thing they do. Skipped while an administrator has hold of the place: the next thing
    they do notes it, so that nobody waits for this.
    """
    now, last = clock.now(), place.last_active_at
    if last is not None and last.astimezone(clock.LONDON).date() >= clock.today():
        return
    with acting_for(place.practice_id, place.person_id):
        rows = Membership.objects.of(place.practice_id).filter(id=place.id)
        if rows.select_for_update(skip_locked=True, no_key=True).first() is not None:
            rows.update(last_active_at=now)
    place.last_active_at = now
