"""What becomes of somebody's place is told to them by mail: plainly, without patients or secrets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from carepost.actions.people.approving import approve, ask, refuse
from carepost.actions.people.ending import restore, suspend
from carepost.actions.people.ending_soon import tell_of_ends
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, NotPermitted, clock
from tests.cast import Cast
from tests.integration.joining.desk import Post
from tests.integration.people.conftest import Comes, again, attested, told

pytestmark = pytest.mark.hazard("HZ-09")


def mails(member: Membership, act: Callable[..., object], **more: object) -> list[tuple[str, str, str]]:
    """To whom, under which subject, in which words."""
    post = Post()
    post.fetch()
    with acting_for(member.practice_id):
        act(membership_id=member.id, **more)
    return [(one.to, one.subject, one.text) for one in post.fetch()]


def test_who_is_approved_is_told_from_when_on(cast: Cast, comes: Comes) -> None:
    erin = attested(cast, comes())
    later = attested(cast, comes("Finn", starts_on=clock.today() + timedelta(days=7)))

    ((to, subject, text),) = mails(erin, approve, actor=cast.dev)
    ((_, _, later_text),) = mails(later, approve, actor=cast.dev)

    assert (to, subject) == ("erin.stone@nhs.example", "You are approved on Carepost")
    assert "You may work at Riverside Surgery with Carepost now" in text
    assert f"from {later.starts_on:%-d %B %Y} on" in later_text


def test_who_is_refused_is_told_why(cast: Cast, comes: Comes) -> None:
    ((to, _, text),) = mails(comes(), refuse, actor=cast.dev, reason="You work at Millbrook.")

    assert to == "erin.stone@nhs.example"
    assert "You work at Millbrook." in text


def test_who_is_asked_something_is_told_where_to_answer_and_not_what(cast: Cast, comes: Comes) -> None:
    ((to, _, text),) = mails(comes(), ask, actor=cast.dev, text="Which rooms do you work in?")

    assert to == "erin.stone@nhs.example"
    assert "/join/waiting" in text
    assert "rooms" not in text


def test_who_is_suspended_and_restored_is_told_both(cast: Cast, comes: Comes) -> None:
    erin = comes(state="active")

    ((_, stopped, text),) = mails(erin, suspend, actor=cast.dev, reason="We look into something.")
    ((_, again, _),) = mails(erin, restore, actor=cast.dev)

    assert (stopped, again) == (
        "Your place on Carepost is suspended",
        "You may work with Carepost again",
    )
    assert "look into" not in text


@pytest.mark.hazard("HZ-02")
def test_three_days_before_the_last_they_and_their_sponsor_are_told_once(cast: Cast, comes: Comes) -> None:
    dev = UUID(cast.dev.id)
    last = clock.today() + timedelta(days=5)
    erin, post = comes(state="active", ends_on=last, sponsor_id=dev), Post()

    assert day_of(erin, 5, post) == []
    assert day_of(erin, 3, post) == [
        ("erin.stone@nhs.example", "Your place on Carepost ends soon"),
        ("dev@y90001.example", "A place you answer for on Carepost ends soon"),
    ]
    assert day_of(erin, 2, post) == []
    assert told(cast.riverside)[-1] == "membership.ends_soon"


def test_a_day_that_was_missed_is_made_up_for_and_a_later_last_day_is_told_anew(
    cast: Cast, comes: Comes
) -> None:
    erin, post = comes(state="active", ends_on=clock.today() + timedelta(days=5)), Post()
    assert len(day_of(erin, 1, post)) == 1
    with acting_for(erin.practice_id):
        Membership.objects.of(erin.practice_id).filter(id=erin.id).update(
            ends_on=clock.today() + timedelta(days=9)
        )

    assert day_of(erin, 1, post) == []
    assert len(day_of(again(erin), 3, post)) == 1


def day_of(member: Membership, before: int, post: Post) -> list[tuple[str, str]]:
    """What the hourly work sends so many days before the first last day."""
    assert member.ends_on is not None
    ahead = member.ends_on - timedelta(days=before) - clock.today()
    with clock.at(clock.now() + ahead):
        with acting_for(member.practice_id):
            tell_of_ends(actor=Actor.system("calendar", member.practice_id))
        return [(one.to, one.subject) for one in post.fetch()]


def test_only_carepost_itself_tells_of_last_days(cast: Cast) -> None:
    with acting_for(cast.dev.practice_id), pytest.raises(NotPermitted):
        tell_of_ends(actor=cast.dev)
