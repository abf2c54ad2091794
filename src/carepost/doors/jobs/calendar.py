"""What happens by itself when its day comes: looked for every hour, practice by practice, and safe to do twice."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import Error

from carepost.actions.mailboxes.lines import every_practice
from carepost.actions.transitions.ending import close_what_is_due
from carepost.actions.transitions.reminding import remind
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, CarepostError

log = structlog.get_logger()


def _remind(actor: Actor) -> int:
    return remind(actor=actor, address=f"{settings.INSTANCE.public_url}/practice/moving")


def _close(actor: Actor) -> int:
    return close_what_is_due(actor=actor)


DAYS: tuple[Callable[[Actor], int], ...] = (_remind, _close)


def turn_the_page() -> None:
    """Each in a transaction of its own: what cannot be done in one practice, or of one kind, holds up no other."""
    for practice_id in every_practice():
        for due in DAYS:
            try:
                with acting_for(practice_id):
                    due(Actor.system("calendar", practice_id))
            except (CarepostError, Error) as trouble:
                kind = type(trouble).__name__
                log.error("calendar.failed", practice=str(practice_id), job=due.__name__, kind=kind)
