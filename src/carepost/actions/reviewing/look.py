"""Whose access waits for somebody to look at it, and what was looked at lately (A11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from carepost.actions.permissions import check_administrator
from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.organisations.reviewing import Review, reviews_of
from carepost.ground.kernel import Actor

LATELY = 20
"""so many are shown"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """`looked_at`: who was found to need their access, the latest first. `listed_on`: the day of the last list."""

    waiting: tuple[Review, ...]
    looked_at: tuple[Membership, ...]
    listed_on: date | None


def look_at_access(*, actor: Actor) -> Reviews:
    check_administrator(actor)
    looked = Membership.objects.of(actor.practice_id).filter(reviewed_by__isnull=False)
    latest = looked.select_related("person", "reviewed_by__person").order_by("-reviewed_at", "id")
    listed = Profile.objects.of(actor.practice_id).filter(source=Profile.Source.LISTED).order_by("-seen_on")
    return Reviews(
        waiting=tuple(reviews_of(actor.practice_id)),
        looked_at=tuple(latest[:LATELY]),
        listed_on=listed.values_list("seen_on", flat=True).first(),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many, and how many of them for their profile since more than 30 days."""

    all: int
    too_late: int


def how_many_to_review(*, actor: Actor) -> Waiting:
    check_administrator(actor)
    found = reviews_of(actor.practice_id)
    return Waiting(all=len(found), too_late=sum(one.is_too_late for one in found))
