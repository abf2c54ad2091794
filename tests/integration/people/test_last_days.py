"""Places whose last day is over, several of a practice on one day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.actions.people.keeping_time import keep_time
from carepost.domain.organisations.models import Membership
from carepost.ground.kernel import clock
from tests.integration.desk import Desk
from tests.integration.people.leaving import member, waiting_with

pytestmark = pytest.mark.hazard("HZ-02")
YESTERDAY = clock.today() - timedelta(days=1)


def test_two_who_go_on_one_day_and_name_each_other_leave_nothing_behind_and_stop_nobody_else(
    desk: Desk,
) -> None:
    conversation, bob, alice = waiting_with(desk, "bob"), member(desk, "bob"), member(desk, "alice")
    with desk.acting():
        places = Membership.objects.of(desk.id)
        places.filter(id=bob.id).update(ends_on=YESTERDAY, inheritor=alice)
        places.filter(id=alice.id).update(ends_on=YESTERDAY, inheritor=bob)

        assert keep_time(actor=desk.system) == 2

    assert {member(desk, name).state for name in ("bob", "alice")} == {Membership.State.LEFT}
    assert desk.again(conversation).assigned_team == desk.surgery.team("Doctors")
