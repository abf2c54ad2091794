"""Telling administrators that access waits to be looked at: when something new does, and at most once a week (A11)."""

from __future__ import annotations

from datetime import timedelta

from carepost.actions.notices.mailing import Said, at, mail
from carepost.actions.permissions import check_system
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.administrators import administrators_of
from carepost.domain.organisations.models import Membership, Practice
from carepost.domain.organisations.reviewing import Review, Why, reviews_of
from carepost.ground.kernel import Actor, clock, new_id

A_WEEK = timedelta(days=7)
SUBJECT = "Carepost: access at your practice waits for a look"
TEXT = """\
{how_many} at your practice. An administrator says whether it is still needed: {address}

Nobody is stopped by this, and nobody can look at their own.
"""


def remind_of_reviews(*, actor: Actor) -> int:
    """By the clock: how many wait, where administrators are told of it now; else 0."""
    check_system(actor)
    # One at a time: two sweepers would tell everybody twice.
    practice = Practice.objects.select_for_update(no_key=True).get(id=actor.practice_id)
    waiting = reviews_of(actor.practice_id)
    _forget(actor, waiting)
    if not any(map(_is_new, waiting)) or _was_told(practice):
        return 0

    practice.review_told_at = clock.now()
    practice.save(update_fields=["review_told_at"])
    for one in waiting:
        _note(one.member, {*one.reasons})
    _tell(actor, len(waiting))

    record(
        actor=actor,
        event=Event.REVIEW_REMINDED,
        about={"reminder": new_id()},
        detail={"waiting": len(waiting)},
    )
    return len(waiting)


def _is_new(review: Review) -> bool:
    return not {*review.reasons} <= {*review.member.review_told}


def _was_told(practice: Practice) -> bool:
    return practice.review_told_at is not None and clock.now() - practice.review_told_at < A_WEEK


def _forget(actor: Actor, waiting: list[Review]) -> None:
    """What was told and is over: should it come again, it is new."""
    told = Membership.objects.of(actor.practice_id).exclude(review_told=[])
    told.exclude(id__in=[one.member.id for one in waiting]).update(review_told=[])
    for one in waiting:
        if not {*one.member.review_told} <= {*one.reasons}:
            _note(one.member, {*one.reasons} & {*one.member.review_told})


def _note(member: Membership, told: set[Why]) -> None:
    member.review_told = sorted(told)
    member.save(update_fields=["review_told"])


def _tell(actor: Actor, waiting: int) -> None:
    how_many = (
        "One person's access waits for a look" if waiting == 1 else f"The access of {waiting} people waits"
    )
    said = Said(SUBJECT, TEXT.format(how_many=how_many, address=at("/practice/review")))
    for administrator in administrators_of(actor.practice_id):
        mail(administrator.person.email, said, good_for=A_WEEK)
