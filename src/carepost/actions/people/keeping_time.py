"""Places that begin and end by themselves (A13): on the first day, and after the last."""

from __future__ import annotations

from carepost.actions.people.handing_over import hand_over, held_by
from carepost.actions.permissions import check_system
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations import places
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.organisations.people import hold_place, teams_of
from carepost.ground.kernel import Actor, clock

S = Membership.State
BY_ITSELF = "The last day was {day}."


def keep_time(*, actor: Actor) -> int:
    """Begin what begins and end what is over; how many. Safe to run twice: each place is looked at anew, locked."""
    check_system(actor)
    begun, over = _due(actor)

    for member in begun:
        places.move(member, S.ACTIVE)
        _record(actor, Event.MEMBERSHIP_BEGAN, member)
    for member in over:
        _end(actor, member)

    return len(begun) + len(over)


def _due(actor: Actor) -> tuple[list[Membership], list[Membership]]:
    today, rows = clock.today(), Membership.objects.of(actor.practice_id).order_by("id")
    locked = rows.select_for_update(of=("self",))
    begun = locked.filter(state=S.AWAITING, approved_at__isnull=False, starts_on__lte=today)
    over = locked.filter(state__in=[S.ACTIVE, S.SUSPENDED], ends_on__lt=today)
    return list(begun), list(over)


def _end(actor: Actor, member: Membership) -> None:
    """What they hold goes to whoever was named, or to a team, and then the place is closed."""
    if held_by(member):
        hand_over(actor=actor, membership_id=member.id, to=_inheritor(member))
        member.refresh_from_db()
    places.move(member, S.LEFT, reason=BY_ITSELF.format(day=f"{member.ends_on:%-d %B %Y}"))
    _record(actor, Event.MEMBERSHIP_ENDED, member)


def _inheritor(member: Membership) -> Team | Membership:
    """The colleague named, if at work and not over as well; else the team; else the first team there is."""
    if member.inheritor is not None and hold_place(member.inheritor):
        return member.inheritor
    if member.inheriting_team is not None and member.inheriting_team.archived_at is None:
        return member.inheriting_team
    return teams_of(member.practice_id)[0]


def _record(actor: Actor, event: Event, member: Membership) -> None:
    record(actor=actor, event=event, about={"membership": member.id}, detail={"name": member.name})
