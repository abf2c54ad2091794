"""Whose access somebody should look at again, and why (A5, A11). Facts in, reasons out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.organisations.profiles import latest_profiles
from carepost.ground.kernel import clock

EVERY = timedelta(days=90)
"""so long nobody need look at an access, and so long nobody works before they are asked about"""
SOON = timedelta(days=14)
"""so long before its day something is said; and so long whoever was let in has time to come"""
TOO_LONG = timedelta(days=30)
"""so long a profile may be overdue before it stands in red"""


class Why(StrEnum):
    """In the order of how much it matters."""

    GONE = "gone"
    NO_PROFILE = "no_profile"
    OVERDUE = "overdue"
    DUE = "due"
    DORMANT = "dormant"
    NEVER_CAME = "never_came"
    ENDS = "ends"
    NOT_LOOKED_AT = "not_looked_at"


LOOK_UP = frozenset({Why.GONE, Why.NO_PROFILE, Why.OVERDUE, Why.DUE})
"""where somebody has to look into the clinical system first"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One member at work, their profile if there is one, and why somebody should look; maybe for no reason."""

    member: Membership
    profile: Profile | None
    reasons: tuple[Why, ...]

    @property
    def needs_looking_up(self) -> bool:
        return not LOOK_UP.isdisjoint(self.reasons)

    @property
    def is_too_late(self) -> bool:
        """A profile that should have been seen a month ago: never by itself the end of a place, but in red."""
        return (
            bool({Why.NO_PROFILE, Why.OVERDUE} & {*self.reasons}) and clock.today() - self.due_on > TOO_LONG
        )

    @property
    def due_on(self) -> date:
        """When the profile had to be seen: at the beginning, where it never was."""
        if self.profile is not None and self.profile.due_on is not None:
            return self.profile.due_on
        return _day(began(self.member)) or clock.today()


def reviews_of(practice_id: UUID) -> list[Review]:
    """Everybody at work here for whom there is a reason, whoever matters most first."""
    rows = Membership.objects.of(practice_id).filter(state=Membership.State.ACTIVE)
    by_name = rows.select_related("person", "reviewed_by__person").order_by(
        "person__family_name", "person__given_name", "id"
    )
    profiles = latest_profiles(practice_id)
    found = [review_of(member, profiles.get(member.id)) for member in by_name]
    return sorted((one for one in found if one.reasons), key=lambda one: [*Why].index(one.reasons[0]))


def review_of(member: Membership, profile: Profile | None) -> Review:
    found = (_of_profile(profile), _of_work(member), _of_end(member), _of_look(member))
    return Review(member=member, profile=profile, reasons=tuple(one for one in found if one is not None))


def began(member: Membership) -> datetime | None:
    """When they were let in, or in again; None for places older than this is kept."""
    return max(filter(None, (member.approved_at, member.state_since)), default=None)


def _of_profile(profile: Profile | None) -> Why | None:
    if profile is None:
        return Why.NO_PROFILE
    if profile.gone_at is not None:
        return Why.GONE
    if profile.due_on is None or profile.due_on > clock.today() + SOON:
        return None
    return Why.OVERDUE if profile.due_on < clock.today() else Why.DUE


def _of_work(member: Membership) -> Why | None:
    """Whoever was said to be needed though they do not work (long leave) is asked about again after as long."""
    if member.last_active_at is None and member.reviewed_at is None:
        return Why.NEVER_CAME if _is_past(began(member), SOON) else None
    last = max(filter(None, (member.last_active_at, member.reviewed_at, began(member))))
    return Why.DORMANT if _is_past(last, EVERY) else None


def _of_end(member: Membership) -> Why | None:
    """Said once: whoever looked within those days has seen it."""
    if member.ends_on is None or member.ends_on > clock.today() + SOON:
        return None
    looked = _day(member.reviewed_at)
    return None if looked and looked >= member.ends_on - SOON else Why.ENDS


def _of_look(member: Membership) -> Why | None:
    looked = max(filter(None, (member.reviewed_at, began(member))), default=None)
    return Why.NOT_LOOKED_AT if looked is None or _is_past(looked, EVERY) else None


def _is_past(moment: datetime | None, span: timedelta) -> bool:
    """In days as people count them."""
    day = _day(moment)
    return day is not None and clock.today() - day > span


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(clock.LONDON).date() if moment else None
