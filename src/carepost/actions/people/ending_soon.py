"""Whose place ends soon is told by mail three days before, and so is whoever answers for them (A13)."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Q

from carepost.actions.notices.mailing import mail
from carepost.actions.people import words_of_places
from carepost.actions.permissions import check_system
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership
from carepost.ground.kernel import Actor, clock

BEFORE = timedelta(days=3)
S = Membership.State


def tell_of_ends(*, actor: Actor) -> int:
    """How many places were told of. Once for each last day: run again, or a day late, it tells nobody twice."""
    check_system(actor)
    today = clock.today()
    rows = Membership.objects.of(actor.practice_id).filter(state=S.ACTIVE)
    soon = rows.filter(ends_on__range=(today, today + BEFORE))
    untold = soon.filter(Q(end_told_for=None) | ~Q(end_told_for=F("ends_on")))
    found = list(untold.order_by("id").select_for_update(of=("self",)))
    for member in found:
        _tell(actor, member)
    return len(found)


def _tell(actor: Actor, member: Membership) -> None:
    practice, last_day = member.practice.name, member.ends_on
    if last_day is None:
        return
    mail(member.person.email, words_of_places.ends_soon(practice, last_day))
    if member.sponsor is not None and member.sponsor.state == S.ACTIVE:
        mail(member.sponsor.person.email, words_of_places.ends_soon_for_sponsor(practice, last_day))
    member.end_told_for = last_day
    member.save(update_fields=["end_told_for"])
    record(
        actor=actor,
        event=Event.MEMBERSHIP_ENDS_SOON,
        about={"membership": member.id},
        detail={"name": member.name, "last_day": last_day.isoformat()},
    )
