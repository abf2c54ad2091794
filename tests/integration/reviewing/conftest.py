"""The fixtures of people and pages; a member whom nothing has to be asked about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.organisations.reviewing import Review, Why, reviews_of
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.people.conftest import Comes, comes, new_place  # noqa: F401
from tests.integration.web.conftest import alice, bob, dev, mallory, sign_in, story  # noqa: F401


def settled(cast: Cast, given: str, *, days: int = 30, **more: object) -> Membership:
    """Let in so many days ago, at work yesterday, seen in EMIS when they were let in."""
    then = clock.now() - timedelta(days=days)
    yesterday = clock.now() - timedelta(days=1)
    usual: dict[str, object] = {"approved_at": then, "state_since": then, "last_active_at": yesterday}
    member = new_place(cast.riverside, given, **({"state": "active"} | usual | more))  # type: ignore[arg-type]
    seen(member, days=days)
    return member


def seen(member: Membership, *, days: int, user: str = "", source: str = "attested") -> Profile:
    """Their profile, as it was so many days ago."""
    on = clock.today() - timedelta(days=days)
    with acting_for(member.practice_id):
        return Profile.objects.create(
            practice_id=member.practice_id,
            membership=member,
            system="emis",
            user_name=user or f"{member.person.given_name.lower()}.stone",
            role="Nurse",
            source=source,
            seen_on=on,
            due_on=on + timedelta(days=90),
        )


def review_of(member: Membership) -> Review | None:
    with acting_for(member.practice_id):
        return next((one for one in reviews_of(member.practice_id) if one.member.id == member.id), None)


def reasons(member: Membership) -> list[Why]:
    found = review_of(member)
    return [*found.reasons] if found else []


@pytest.fixture
def erin(cast: Cast) -> Membership:
    return settled(cast, "Erin")
