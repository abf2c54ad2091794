"""What happens by itself in a practice when its time comes: looked for every hour, and safe to do twice."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.db import Error

from carepost.actions.mailboxes.lines import every_practice
from carepost.actions.people.ending_soon import tell_of_ends
from carepost.actions.people.keeping_time import keep_time
from carepost.actions.people.way_back import end_ways_back
from carepost.actions.reviewing.reminding import remind_of_reviews
from carepost.actions.sharing.standing import look_for_signs
from carepost.actions.transitions.ending import close_what_is_due
from carepost.actions.transitions.reminding import remind
from carepost.actions.writing.held import let_go_of_old
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, CarepostError

log = structlog.get_logger()


HOURLY: dict[str, Callable[..., object]] = {
    "forms": let_go_of_old,
    "places": keep_time,
    "last days": tell_of_ends,
    "ways back": end_ways_back,
    "signs": look_for_signs,
    "reminders": remind,
    "reviews": remind_of_reviews,
    "closings": close_what_is_due,
}
"""Verbs that take an actor and nothing else, by the name that stands in the log."""


def turn_the_page() -> None:
    """Each in a transaction of its own: what cannot be done in one practice, or of one kind, holds up no other."""
    for practice_id in every_practice():
        for job, due in HOURLY.items():
            try:
                with acting_for(practice_id):
                    due(actor=Actor.system("calendar", practice_id))
            except (CarepostError, Error) as trouble:
                kind = type(trouble).__name__
                log.error("calendar.failed", practice=str(practice_id), job=job, kind=kind)
