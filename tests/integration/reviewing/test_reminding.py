"""Administrators are told that access waits for a look: when something new does, and at most once a week."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.actions.notices.mailing import at
from carepost.actions.reviewing.deciding import keep_access_as_seen
from carepost.actions.reviewing.reminding import remind_of_reviews
from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.tenancy.context import acting_for
from carepost.doors.jobs.calendar import turn_the_page
from carepost.engines.notices.models import Notice
from carepost.engines.notices.words import Words, opened
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.people.conftest import told
from tests.integration.reviewing.conftest import seen, settled
from tests.integration.reviewing.test_deciding import seen_today


@pytest.fixture
def quiet(cast: Cast) -> Cast:
    """Everybody at Riverside was seen just now, so that nobody waits."""
    for member in cast.riverside.members.values():
        seen(member, days=0)
    return cast


def remind(cast: Cast, *, after: int = 0) -> int:
    """So many days from now."""
    with clock.at(clock.now() + timedelta(days=after)), acting_for(cast.riverside.practice.id):
        return remind_of_reviews(actor=cast.riverside.system)


def mails() -> list[Words]:
    return [opened(one.id, bytes(one.sealed)) for one in Notice.objects.order_by("asked_at", "id")]


def test_the_mail_has_a_number_and_a_link_and_nobodys_name(quiet: Cast) -> None:
    settled(quiet, "Erin", days=95)

    assert remind(quiet) == 1

    (mail,) = mails()
    assert mail.to == "dev@y90001.example"
    assert at("/practice/review") in mail.text
    assert "Erin" not in mail.subject + mail.text
    assert "stone" not in (mail.subject + mail.text).lower()
    assert told(quiet.riverside)[-1] == "review.reminded"


def test_nothing_is_sent_where_nobody_waits(quiet: Cast) -> None:
    assert (remind(quiet), mails()) == (0, [])


def test_what_was_told_is_not_told_again_by_itself(quiet: Cast) -> None:
    settled(quiet, "Erin", days=95)

    assert [remind(quiet), remind(quiet), remind(quiet, after=8)] == [1, 0, 0]


def test_something_new_waits_for_the_week_to_be_over(quiet: Cast) -> None:
    settled(quiet, "Erin", days=95)
    remind(quiet)
    settled(quiet, "Finn", days=95)

    assert [remind(quiet, after=6), remind(quiet, after=7), remind(quiet, after=8)] == [0, 2, 0]


def test_a_reason_that_was_settled_and_comes_back_is_new(quiet: Cast) -> None:
    member = settled(quiet, "Erin", days=95)
    remind(quiet)
    with acting_for(member.practice_id):
        keep_access_as_seen(actor=quiet.dev, membership_id=member.id, seen=seen_today())
    assert remind(quiet, after=8) == 0

    with acting_for(member.practice_id):
        Profile.objects.of(member.practice_id).filter(membership=member).update(due_on=clock.today())

    assert remind(quiet, after=9) == 1


def test_it_is_looked_for_every_hour_in_each_practice(quiet: Cast) -> None:
    settled(quiet, "Erin", days=95)

    turn_the_page()
    turn_the_page()

    to = [one.to for one in mails()]
    assert sorted(to) == ["dev@y90001.example", "mallory@y90002.example"], "Millbrook has nobody's profile"
    with acting_for(quiet.riverside.practice.id):
        assert Membership.objects.of(quiet.riverside.practice.id).exclude(review_told=[]).count() == 1
