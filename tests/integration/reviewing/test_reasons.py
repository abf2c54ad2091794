"""Why an access waits for a look, and that nothing else makes it wait (A5, A11)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.organisations.reviewing import Why
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.reviewing.conftest import reasons, review_of, seen, settled

pytestmark = pytest.mark.hazard("HZ-09")


def days_ago(days: int) -> object:
    return clock.now() - timedelta(days=days)


def test_whoever_is_known_and_works_waits_for_nothing(erin: Membership) -> None:
    assert reasons(erin) == []


@pytest.mark.parametrize(
    ("days", "expected"), [(75, []), (76, [Why.DUE]), (90, [Why.DUE]), (91, [Why.OVERDUE, Why.NOT_LOOKED_AT])]
)
def test_a_profile_is_due_two_weeks_before_its_90_days_are_over(
    cast: Cast, days: int, expected: list[Why]
) -> None:
    assert reasons(settled(cast, "Erin", days=days)) == expected


def test_a_profile_found_gone_waits_until_somebody_looks(erin: Membership) -> None:
    with acting_for(erin.practice_id):
        Profile.objects.of(erin.practice_id).filter(membership=erin).update(gone_at=clock.now())

    assert reasons(erin) == [Why.GONE]


def test_whoever_was_never_seen_in_the_clinical_system_waits(cast: Cast) -> None:
    assert reasons(cast.riverside.members["bob"]) == [Why.NO_PROFILE]


def test_90_days_without_work_is_asked_about(cast: Cast) -> None:
    member = settled(cast, "Erin", days=30, approved_at=days_ago(100), state_since=days_ago(100))
    assert reasons(member) == [Why.NOT_LOOKED_AT]

    away = settled(
        cast, "Finn", approved_at=days_ago(100), state_since=days_ago(100), last_active_at=days_ago(91)
    )
    assert reasons(away) == [Why.DORMANT, Why.NOT_LOOKED_AT]


def test_whoever_was_said_to_be_needed_though_away_is_asked_about_after_90_more_days(cast: Cast) -> None:
    then = {"approved_at": days_ago(300), "state_since": days_ago(300), "last_active_at": days_ago(200)}
    lately = settled(cast, "Erin", **then, reviewed_at=days_ago(80))
    again = settled(cast, "Finn", **then, reviewed_at=days_ago(91))

    assert (reasons(lately), reasons(again)) == ([], [Why.DORMANT, Why.NOT_LOOKED_AT])


@pytest.mark.parametrize(("days", "expected"), [(13, []), (15, [Why.NEVER_CAME])])
def test_whoever_never_came_since_they_were_let_in_is_asked_about(
    cast: Cast, days: int, expected: list[Why]
) -> None:
    assert reasons(settled(cast, "Erin", days=days, last_active_at=None)) == expected


def test_a_place_that_ends_is_said_two_weeks_before_and_once(cast: Cast) -> None:
    today = clock.today()
    later = settled(cast, "Erin", ends_on=today + timedelta(days=15))
    soon = settled(cast, "Finn", ends_on=today + timedelta(days=14))
    known = settled(cast, "Gail", ends_on=today + timedelta(days=3), reviewed_at=days_ago(5))

    assert [reasons(one) for one in (later, soon, known)] == [[], [Why.ENDS], []]


@pytest.mark.parametrize("state", ["invited", "awaiting", "suspended", "left"])
def test_only_those_at_work_wait(cast: Cast, state: str) -> None:
    assert review_of(settled(cast, "Erin", days=200, state=state)) is None


def test_a_month_too_late_is_in_red_and_stops_nobody(cast: Cast) -> None:
    late, too_late = settled(cast, "Erin", days=120), settled(cast, "Finn", days=121)

    found = [review_of(one) for one in (late, too_late)]

    assert [one.is_too_late for one in found if one] == [False, True]
    assert found[1] is not None
    assert found[1].member.state == Membership.State.ACTIVE


def test_the_latest_look_counts_and_a_role_in_cis2_is_none(cast: Cast) -> None:
    member = settled(cast, "Erin", days=200, reviewed_at=days_ago(1))
    assert reasons(member) == [Why.OVERDUE]
    seen(member, days=3)
    assert reasons(member) == []

    other = settled(cast, "Finn")
    with acting_for(other.practice_id):
        Profile.objects.of(other.practice_id).filter(membership=other).update(system="cis2")
    assert reasons(other) == [Why.NO_PROFILE]
