"""Out of office: from which day, until when, and which team has the answers meanwhile (I12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from carepost.actions.permissions import check_administrator, check_sender
from carepost.actions.policies.letters import check_team_can_take
from carepost.actions.policies.people import check_is_a_time_away, check_not_over
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.absences import start_of, to_come
from carepost.domain.organisations.models import Absence, Membership, Team
from carepost.ground.kernel import Actor, clock

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Days in London. `back_on` is the first day at work again; None until it is ended. `note` is for colleagues."""

    team_id: UUID
    first_day: date
    back_on: date | None
    note: str = ""


def set_absence(*, actor: Actor, membership_id: UUID, away: Away) -> Absence:
    """Say when a colleague is away; what was said before stands until the first of these days, and not after."""
    check_administrator(actor)
    return _set(actor, Membership.objects.one(actor.practice_id, membership_id), away)


def set_own_absence(*, actor: Actor, away: Away) -> Absence:
    """The same, of whoever says it."""
    check_sender(actor)
    return _set(actor, Membership.objects.one(actor.practice_id, UUID(actor.id)), away)


def end_absence(*, actor: Actor, absence_id: UUID) -> Absence:
    """They are back, or not going after all: answers come to them again, from now on."""
    check_administrator(actor)
    return _end(actor, Absence.objects.one_for_update(actor.practice_id, absence_id))


def end_own_absence(*, actor: Actor, absence_id: UUID) -> Absence:
    """The same, of whoever says it."""
    check_sender(actor)
    own = Absence.objects.of(actor.practice_id).filter(membership=UUID(actor.id))
    return _end(actor, own.one_for_update(actor.practice_id, absence_id))


def _set(actor: Actor, member: Membership, away: Away) -> Absence:
    team = Team.objects.one(actor.practice_id, away.team_id)
    check_team_can_take(team)
    check_is_a_time_away(away.first_day, away.back_on, today=clock.today())

    starts = start_of(away.first_day)
    ends = start_of(away.back_on) if away.back_on else None
    _replace(actor, member, starts, Q(starts_at__lt=ends) if ends else Q())
    absence = Absence.objects.create(
        practice_id=actor.practice_id,
        membership=member,
        starts_at=starts,
        ends_at=ends,
        team=team,
        note=away.note.strip()[:LONGEST_NOTE],
        set_by_id=UUID(actor.id),
    )

    days = {"from": away.first_day.isoformat(), "back": away.back_on.isoformat() if away.back_on else ""}
    about = {"membership": member.id, "absence": absence.id, "team": team.id}
    record(actor=actor, event=Event.ABSENCE_SET, about=about, detail=days)
    return absence


def _replace(actor: Actor, member: Membership, starts: datetime, before_its_end: Q) -> None:
    """Whoever is away already stays away until the new time begins: answers do not come to them meanwhile."""
    overlapping = Q(ends_at=None) | Q(ends_at__gt=starts)
    for one in to_come(actor.practice_id, clock.now()).filter(
        overlapping, before_its_end, membership=member.id
    ):
        if one.starts_at < starts:
            one.ends_at = starts
            one.save(update_fields=["ends_at"])
        else:
            _end(actor, one)


def _end(actor: Actor, absence: Absence) -> Absence:
    now = clock.now()
    check_not_over(absence.ended_at is not None or (absence.ends_at is not None and absence.ends_at <= now))

    absence.ended_at = now
    absence.save(update_fields=["ended_at"])

    about = {"membership": absence.membership_id, "absence": absence.id}
    record(actor=actor, event=Event.ABSENCE_ENDED, about=about)
    return absence
