"""An administrator says that access is still needed, or until when; never about their own (A11)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.actions.people.attesting import Seen
from carepost.actions.people.keeping_time import keep_time
from carepost.actions.reviewing.deciding import keep_access, keep_access_as_seen, set_last_day
from carepost.actions.reviewing.look import how_many_to_review, look_at_access
from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Conflict, NotFound, NotPermitted, Refused, Role, clock, new_id
from tests.cast import Cast
from tests.integration.people.conftest import again, told
from tests.integration.reviewing.conftest import reasons, settled

pytestmark = pytest.mark.hazard("HZ-09")


def seen_today(days: int = 0) -> Seen:
    on = clock.today() - timedelta(days=days)
    return Seen(system=Profile.System.EMIS, user_name="erin.stone", role="Nurse", on=on)


@pytest.fixture
def long_here(cast: Cast) -> Membership:
    """Nobody has looked at their access for more than 90 days; their profile was seen lately."""
    then = clock.now() - timedelta(days=100)
    return settled(cast, "Erin", approved_at=then, state_since=then)


def test_still_needed_is_said_by_name_and_for_several_at_once(cast: Cast, long_here: Membership) -> None:
    other = settled(cast, "Finn", last_active_at=None)

    with acting_for(long_here.practice_id):
        keep_access(actor=cast.dev, membership_ids=[long_here.id, other.id])
        found = look_at_access(actor=cast.dev)

    assert [reasons(one) for one in (long_here, other)] == [[], []]
    assert {str(one.reviewed_by_id) for one in found.looked_at} == {cast.dev.id}
    assert told(cast.riverside)[-2:] == ["membership.reviewed", "membership.reviewed"]


def test_of_several_all_are_said_or_none(cast: Cast, long_here: Membership) -> None:
    overdue = settled(cast, "Finn", days=95)

    with acting_for(long_here.practice_id):
        with pytest.raises(Refused, match="has to be looked up in your clinical system first"):
            keep_access(actor=cast.dev, membership_ids=[long_here.id, overdue.id])
        with pytest.raises(Refused, match="at least one"):
            keep_access(actor=cast.dev, membership_ids=[])

    assert again(long_here).reviewed_at is None


def test_nobody_says_it_of_themselves(cast: Cast) -> None:
    dev, today = cast.riverside.members["dev"], clock.today()
    with acting_for(dev.practice_id):
        with pytest.raises(Refused, match="your own place"):
            keep_access(actor=cast.dev, membership_ids=[dev.id])
        with pytest.raises(Refused, match="your own place"):
            keep_access_as_seen(actor=cast.dev, membership_id=dev.id, seen=seen_today())
        with pytest.raises(Refused, match="your own place"):
            set_last_day(actor=cast.dev, membership_id=dev.id, ends_on=today)


def test_an_overdue_profile_is_looked_up_and_said_in_one(cast: Cast) -> None:
    member = settled(cast, "Erin", days=95)

    with acting_for(member.practice_id):
        keep_access_as_seen(actor=cast.dev, membership_id=member.id, seen=seen_today())

    assert reasons(member) == []
    assert told(cast.riverside)[-2:] == ["profile.attested", "membership.reviewed"]


def test_a_look_of_long_ago_settles_nothing(cast: Cast) -> None:
    member, fresh = settled(cast, "Erin", days=95), settled(cast, "Finn", days=2)

    with acting_for(member.practice_id):
        with pytest.raises(Refused, match="more than 14 days ago"):
            keep_access_as_seen(actor=cast.dev, membership_id=member.id, seen=seen_today(20))
        with pytest.raises(Refused, match="seen after that day"):
            keep_access_as_seen(actor=cast.dev, membership_id=fresh.id, seen=seen_today(3))
        Profile.objects.of(fresh.practice_id).filter(membership=fresh).update(gone_at=clock.now())
        with pytest.raises(Refused, match="gone after that day"):
            keep_access_as_seen(actor=cast.dev, membership_id=fresh.id, seen=seen_today(1))

    assert Profile.objects.count() == 0, "nothing is seen outside a practice"
    with acting_for(member.practice_id):
        assert Profile.objects.of(member.practice_id).filter(membership__in=[member, fresh]).count() == 2


def test_a_last_day_ends_the_place_and_names_who_has_the_answers(cast: Cast, long_here: Membership) -> None:
    last, reception = clock.today() + timedelta(days=20), cast.riverside.team("Reception")

    with acting_for(long_here.practice_id):
        member = set_last_day(
            actor=cast.dev, membership_id=long_here.id, ends_on=last, inheriting_team_id=reception.id
        )
        with clock.at(clock.now() + timedelta(days=22)):
            keep_time(actor=cast.riverside.system)

    assert (member.inheriting_team_id, str(member.sponsor_id)) == (reception.id, cast.dev.id)
    assert again(long_here).state == Membership.State.LEFT
    assert told(cast.riverside)[-2:] == ["membership.last_day_set", "membership.ended"]


def test_a_last_day_can_be_taken_back(cast: Cast) -> None:
    member = settled(cast, "Erin", ends_on=clock.today() + timedelta(days=3))

    with acting_for(member.practice_id):
        set_last_day(actor=cast.dev, membership_id=member.id, ends_on=None)

    assert (again(member).ends_on, reasons(member)) == (None, [])


def test_a_last_day_has_to_be_possible(cast: Cast, long_here: Membership) -> None:
    today, manager = clock.today(), settled(cast, "Finn", role=Role.ADMINISTRATOR)
    gone = settled(cast, "Gail", state="suspended")

    def refuses(words: str, member: Membership, **more: object) -> None:
        with acting_for(member.practice_id), pytest.raises(Refused, match=words):
            set_last_day(actor=cast.dev, membership_id=member.id, **({"ends_on": today} | more))  # type: ignore[arg-type]

    refuses("has passed", long_here, ends_on=today - timedelta(days=1))
    refuses("cannot be an administrator", manager)
    refuses("has it now", long_here, inheritor_id=long_here.id)
    refuses("not at work here now", long_here, inheritor_id=gone.id)
    assert again(long_here).ends_on is None


def test_nothing_of_another_practice_is_to_be_had(cast: Cast, long_here: Membership) -> None:
    theirs = cast.millbrook.members["mallory"]
    with acting_for(long_here.practice_id):
        for stranger in (theirs.id, new_id()):
            with pytest.raises(NotFound):
                keep_access(actor=cast.dev, membership_ids=[long_here.id, stranger])
        with pytest.raises(NotFound):
            set_last_day(
                actor=cast.dev, membership_id=long_here.id, ends_on=clock.today(), inheritor_id=theirs.id
            )
        with pytest.raises(NotFound):
            set_last_day(
                actor=cast.dev,
                membership_id=long_here.id,
                ends_on=clock.today(),
                inheriting_team_id=cast.millbrook.team("Admin").id,
            )
    assert (again(long_here).reviewed_at, again(long_here).ends_on) == (None, None)


def test_whoever_went_meanwhile_is_left_as_they_are(cast: Cast) -> None:
    gone = settled(cast, "Erin", state="suspended")
    with acting_for(gone.practice_id), pytest.raises(Conflict, match="is suspended"):
        keep_access(actor=cast.dev, membership_ids=[gone.id])


@pytest.mark.parametrize("name", ["alice", "bob", "carol"])
def test_only_administrators_review(cast: Cast, long_here: Membership, name: str) -> None:
    actor = cast.riverside.actor(name)
    with acting_for(long_here.practice_id):
        with pytest.raises(NotPermitted):
            keep_access(actor=actor, membership_ids=[long_here.id])
        with pytest.raises(NotPermitted):
            how_many_to_review(actor=actor)
