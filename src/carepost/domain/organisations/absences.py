"""Who is away now, until when, and who has the answers of somebody who is away, suspended or gone (I12, A10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from carepost.domain.organisations.models import Absence, Membership, Team
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.ground.kernel import clock

LONDON = ZoneInfo("Europe/London")
Taker = Team | Membership


@dataclass(frozen=True, slots=True)
class StandIn:
    """A team or a member, and why it is not the one asked for: "Sam Okafor is away until 3 May"."""

    taker: Taker
    why: str


def under_way(practice_id: UUID, now: datetime) -> PracticeQuerySet[Absence]:
    """The newest first."""
    begun = Absence.objects.of(practice_id).filter(ended_at=None, starts_at__lte=now)
    return begun.filter(Q(ends_at=None) | Q(ends_at__gt=now)).order_by("-starts_at", "-id")


def to_come(practice_id: UUID, now: datetime) -> PracticeQuerySet[Absence]:
    """Under way and later ones, the first one first."""
    standing = Absence.objects.of(practice_id).filter(ended_at=None)
    return standing.filter(Q(ends_at=None) | Q(ends_at__gt=now)).order_by("starts_at", "id")


def absence_of(member: Membership, now: datetime) -> Absence | None:
    return under_way(member.practice_id, now).filter(membership=member.id).select_related("team").first()


def words_of(absence: Absence) -> str:
    """ "away until 3 May", with the last day away, in London, and the year if it is another; "away" without an end."""
    if absence.ends_at is None:
        return "away"
    last = (absence.ends_at.astimezone(LONDON) - timedelta(microseconds=1)).date()
    return f"away until {last.day} {last:%B}{'' if last.year == clock.today().year else f' {last.year}'}"


def away_now(practice_id: UUID, now: datetime) -> dict[UUID, str]:
    """Membership id to "away until 3 May", for everybody who is."""
    rows = under_way(practice_id, now).values_list("membership_id", "ends_at")
    return {who: words_of(Absence(ends_at=until)) for who, until in reversed(list(rows))}


def start_of(day: date) -> datetime:
    """When a day begins in London: not at the same hour of UTC all the year."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def takes(taker: Taker | None) -> bool:
    """Whether this is a place where somebody looks, away or not."""
    if isinstance(taker, Membership):
        return taker.state == Membership.State.ACTIVE
    return taker is not None and taker.archived_at is None


def stand_in_of(member: Membership, now: datetime) -> StandIn | None:
    """Whoever was named to have this member's answers, meanwhile or from now on.

    None while the member has them, and for somebody who is gone and has named nobody that is still there.
    """
    absence = absence_of(member, now) if takes(member) else None
    if takes(member) and absence is None:
        return None
    taker = _named(member, absence, now, frozenset())
    state = words_of(absence) if absence else "not at work here now"
    return StandIn(taker, f"{member.name} is {state}") if taker else None


def own_team_of(member: Membership) -> StandIn | None:
    """The oldest of the teams they are or were in: for answers to somebody gone who named nobody."""
    teams = Team.objects.of(member.practice_id).filter(places__membership=member.id, archived_at=None)
    team = teams.order_by("id").first()
    return StandIn(team, f"{member.name} is not at work here now") if team else None


def _named(member: Membership, absence: Absence | None, now: datetime, seen: Iterable[UUID]) -> Taker | None:
    """The absence's team; else the inheritor, or whoever was named by them; else the inheriting team."""
    if absence is not None and takes(absence.team):
        return absence.team
    after = member.inheritor
    if after is not None and after.id not in (seen := {*seen, member.id}):
        away = absence_of(after, now) if takes(after) else None
        if takes(after) and away is None:
            return after
        if found := _named(after, away, now, seen):
            return found
    return member.inheriting_team if takes(member.inheriting_team) else None
