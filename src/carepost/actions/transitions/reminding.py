"""Reminders before a shared log-in closes: to it, to those who have not joined yet, to the administrators (A3)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from carepost.actions.notices.mailing import Said, at, mail
from carepost.actions.permissions import check_system
from carepost.actions.transitions.telling import tell
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.administrators import administrators_of
from carepost.domain.organisations.models import Invitation, Transition
from carepost.ground.kernel import Actor, clock

DAYS_BEFORE = (7, 3, 1)
SUBJECT = "Carepost: a shared log-in closes soon"
TO_INVITED = """\
The shared log-in that you use at your practice closes on {day}. You were invited to an account of your own, and have
not set it up yet. The invitation came by mail, and its link is good for 14 days: ask a practice administrator for a
new one if you cannot find it or it is over.
"""
TO_LOG_IN = """\
Several people use the log-in of this address. It closes on {day}; until then what is there can be read. Ask a practice
administrator for an account of your own, if you have none yet.
"""
TO_ADMINISTRATORS = """\
A shared log-in at your practice closes on {day}. {waiting} of the people invited have not set up their own account
yet. Who they are, and everything else about it: {address}
"""


def remind(*, actor: Actor) -> int:
    """By the clock, once a day: how many open transitions were reminded of."""
    check_system(actor)
    today = clock.today()
    dated = Transition.objects.of(actor.practice_id).filter(
        state=Transition.State.OPEN, closes_on__isnull=False
    )
    due = [one for one in dated.select_for_update() if _is_due(one, today)]
    for transition in due:
        _remind(actor, transition)
        transition.reminded_on = today
        transition.save(update_fields=["reminded_on"])
    return len(due)


def _is_due(transition: Transition, today: date) -> bool:
    """On the days named; a day on which nothing ran is made up for."""
    if transition.closes_on is None or transition.reminded_on == today:
        return False
    left = (transition.closes_on - today).days
    before = None if transition.reminded_on is None else (transition.closes_on - transition.reminded_on).days
    return any(left <= day and (before is None or before > day) for day in DAYS_BEFORE) and left >= 0


def _remind(actor: Actor, transition: Transition) -> None:
    waiting = list(still_invited(actor.practice_id, transition.id))
    day = f"{transition.closes_on:%-d %B %Y}"
    for invitation in waiting:
        mail(invitation.email, Said(SUBJECT, TO_INVITED.format(day=day)))
    if transition.shared is not None:
        mail(transition.shared.person.email, Said(SUBJECT, TO_LOG_IN.format(day=day)))
    for administrator in administrators_of(actor.practice_id):
        text = TO_ADMINISTRATORS.format(day=day, waiting=len(waiting), address=at("/practice/moving"))
        mail(administrator.person.email, Said(SUBJECT, text))
    tell(actor, Event.TRANSITION_REMINDED, transition, waiting=len(waiting))


def still_invited(practice_id: UUID, transition_id: UUID) -> list[Invitation]:
    rows = Invitation.objects.of(practice_id).filter(transition=transition_id, state=Invitation.State.WAITING)
    return list(rows.order_by("family_name", "given_name", "id"))
