"""Suspended at once, restored, gone for good; and never without administrators (A8)."""

from __future__ import annotations

from itertools import product
from uuid import UUID

import pytest

from carepost.actions.people.ending import end_sessions, leave, restore, suspend
from carepost.actions.people.roles import change_role
from carepost.domain.organisations import places
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Conflict, Refused, Role
from tests.cast import Cast
from tests.integration.people.conftest import Comes, again, told
from tests.integration.web.conftest import SignIn, sign_in  # noqa: F401  (a fixture)

pytestmark = pytest.mark.hazard("HZ-09")


def place_of(cast: Cast, actor: Actor) -> Membership:
    with acting_for(actor.practice_id):
        return Membership.objects.one(actor.practice_id, UUID(actor.id))


def test_a_suspended_person_does_nothing_from_the_next_click_on(
    cast: Cast,
    sign_in: SignIn,  # noqa: F811
) -> None:
    browser = sign_in(cast.bob)
    assert browser.get("/inbox/my").status_code == 200

    with acting_for(cast.bob.practice_id):
        suspend(actor=cast.dev, membership_id=UUID(cast.bob.id), reason="Away, and the telephone is lost.")

    assert browser.get("/live", headers={"HX-Request": "true"}).status_code == 403
    closed = browser.get("/inbox/my")
    assert closed.status_code == 403
    assert b"Your place at Riverside Surgery is suspended" in closed.content
    assert told(cast.riverside)[-1] == "membership.suspended"


def test_a_restored_person_is_where_they_were(cast: Cast) -> None:
    bob = place_of(cast, cast.bob)
    with acting_for(bob.practice_id):
        suspend(actor=cast.dev, membership_id=bob.id, reason="Lost telephone.")
        restore(actor=cast.dev, membership_id=bob.id)
        with pytest.raises(Conflict, match="at work here already"):
            restore(actor=cast.dev, membership_id=bob.id)

    assert again(bob).state == Membership.State.ACTIVE


def test_the_last_administrator_neither_leaves_nor_is_anything_less(cast: Cast) -> None:
    dev = place_of(cast, cast.dev)
    with acting_for(dev.practice_id):
        with pytest.raises(Refused, match="nobody who can"):
            leave(actor=cast.dev, membership_id=dev.id)
        with pytest.raises(Refused, match="nobody who can"):
            change_role(actor=cast.dev, membership_id=dev.id, role=Role.MEMBER)

    assert (again(dev).state, again(dev).role) == ("active", "administrator")


def test_two_administrators_stay_two(cast: Cast, comes: Comes) -> None:
    erin = comes(state="active", role=Role.ADMINISTRATOR)
    with acting_for(erin.practice_id):
        for act in (leave, suspend):
            with pytest.raises(Refused, match="only one person"):
                act(actor=cast.dev, membership_id=erin.id, reason="Made up.")
        with pytest.raises(Refused, match="only one person"):
            change_role(actor=cast.dev, membership_id=erin.id, role=Role.MEMBER)


def test_the_third_may_go(cast: Cast, comes: Comes) -> None:
    erin = comes(state="active", role=Role.ADMINISTRATOR)
    with acting_for(erin.practice_id):
        change_role(actor=cast.dev, membership_id=UUID(cast.carol.id), role=Role.ADMINISTRATOR)
        leave(actor=cast.dev, membership_id=erin.id, reason="Retired")

    assert (again(erin).state, again(erin).state_reason) == ("left", "Retired")
    assert told(cast.riverside)[-2:] == ["membership.role_changed", "membership.ended"]


def test_nobody_suspends_themselves(cast: Cast) -> None:
    with acting_for(cast.dev.practice_id), pytest.raises(Refused, match="your own place"):
        suspend(actor=cast.dev, membership_id=UUID(cast.dev.id), reason="Made up.")


def test_ended_everywhere_every_browser_signs_in_anew(cast: Cast, sign_in: SignIn) -> None:  # noqa: F811
    one, other = sign_in(cast.alice), sign_in(cast.alice)

    assert cast.alice.person_id is not None
    end_sessions(person_id=cast.alice.person_id)

    for browser in (one, other):
        answer = browser.get("/inbox/my")
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/inbox/my")
    assert told(cast.riverside)[-1] == "sessions.ended"


@pytest.mark.parametrize(("now", "to"), list(product(Membership.State, Membership.State)))
def test_a_place_moves_as_the_table_says_and_in_no_other_way(
    comes: Comes, now: Membership.State, to: Membership.State
) -> None:
    member = comes(state=now)
    with acting_for(member.practice_id):
        if to in places.MOVES[now]:
            places.move(member, to, reason="Made up.")
            assert again(member).state_since is not None
        else:
            with pytest.raises(Conflict):
                places.move(member, to)

    assert again(member).state == (to if to in places.MOVES[now] else now)


def test_every_state_has_an_owner() -> None:
    assert places.OWNERS.keys() == places.MOVES.keys() == places.INSTEAD.keys() == set(Membership.State)
