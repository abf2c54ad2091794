"""Where somebody waits to be let in: what stands there, for the person alone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.domain.organisations.models import Membership, Question
from carepost.domain.organisations.people import hoped_for
from carepost.domain.organisations.profiles import profile_of
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Hope:
    """One place that is not one yet; `open` is what they were asked and have not answered."""

    place: Membership
    has_profile: bool
    open: tuple[Question, ...]


def hopes_of(*, person_id: UUID) -> list[Hope]:
    with acting_for(None, person_id):
        places = hoped_for(person_id)
    return [_hope(place) for place in places]


def _hope(place: Membership) -> Hope:
    with acting_for(place.practice_id):
        asked = Question.objects.of(place.practice_id).filter(membership=place, answered_at=None)
        return Hope(place=place, has_profile=profile_of(place) is not None, open=tuple(asked.order_by("id")))


def where_asked(*, person_id: UUID, question_id: UUID) -> Membership:
    """Their own place that the question is about; NotFound for anybody else's."""
    for hope in hopes_of(person_id=person_id):
        if question_id in {one.id for one in hope.open}:
            return hope.place
    raise NotFound("There is no such question for you. It may have been answered already.")
