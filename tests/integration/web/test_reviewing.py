"""The access review as administrators see it; and the last day of work, which their colleagues' requests leave."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.people.conftest import again
from tests.integration.reviewing.conftest import reasons, settled

pytestmark = pytest.mark.hazard("HZ-09")

REVIEW = "/practice/review"
USERS = "user name,full name,role\nerin.stone,Erin Stone,Nurse\n"
SEEN = {"system": "emis", "user_name": "erin.stone", "profile_role": "Nurse"}


@pytest.fixture
def overdue(cast: Cast) -> Membership:
    return settled(cast, "Erin", days=130)


@pytest.fixture
def long_here(cast: Cast) -> Membership:
    then = clock.now() - timedelta(days=100)
    return settled(cast, "Finn", approved_at=then, state_since=then)


def body(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def person(member: Membership, what: str) -> str:
    return f"/practice/people/{member.id}/{what}"


def test_whoever_waits_is_listed_with_the_reason_and_counted(
    dev: Client, overdue: Membership, long_here: Membership
) -> None:
    page = body(dev.get(REVIEW))

    assert "Their profile in EMIS Web should have been looked up again by" in page
    assert f"Nobody has looked at this access since {long_here.approved_at:%-d %B %Y}." in page
    assert "This is you. Another administrator looks at yours." in page
    assert "6 to be looked at" in body(dev.get("/practice"))
    assert "Access review (6)" in body(dev.get("/practice/people"))


def test_too_long_overdue_is_red_on_the_practice_page_and_nowhere_else(
    dev: Client, alice: Client, overdue: Membership
) -> None:
    words = "should have been looked up more than 30 days ago"

    assert [words in body(dev.get(one)) for one in ("/practice", REVIEW, "/inbox/my")] == [True, True, False]
    assert words not in body(alice.get("/practice"))


def test_several_ticked_are_said_once(dev: Client, cast: Cast, long_here: Membership) -> None:
    then = clock.now() - timedelta(days=100)
    other = settled(cast, "Gail", approved_at=then, state_since=then)

    page = body(dev.post(f"{REVIEW}/still", {"member": [long_here.id, other.id]}, follow=True))

    assert "Noted in your name: 2 people still need access." in page
    assert "Finn Stone still needs access: Dev Patel, today" in page
    assert (reasons(long_here), reasons(other)) == ([], [])


def test_nothing_ticked_is_said_on_the_page(dev: Client, long_here: Membership) -> None:
    answer = dev.post(f"{REVIEW}/still", {})

    assert answer.status_code == 422
    assert "Choose at least one person first." in body(answer)


def test_an_overdue_profile_is_looked_up_there(dev: Client, overdue: Membership) -> None:
    refused = dev.post(person(overdue, "still"), SEEN | {"day": "2020-01-01"})
    assert refused.status_code == 422
    assert f'id="review-{overdue.id}"' in body(refused)
    assert "more than 14 days ago" in body(refused)

    dev.post(person(overdue, "still"), SEEN | {"day": clock.today().isoformat()})

    assert reasons(overdue) == []


def test_an_end_is_given_there_and_said_on_the_persons_page(
    dev: Client, cast: Cast, long_here: Membership
) -> None:
    last = clock.today() + timedelta(days=30)
    to = f"team:{cast.riverside.team('Reception').id}"
    assert dev.post(person(long_here, "last-day"), {"ends_on": "soon"}).status_code == 422

    page = body(
        dev.post(person(long_here, "last-day"), {"ends_on": last.isoformat(), "inheritor": to}, follow=True)
    )

    assert f"The place of Finn Stone ends by itself after {last:%-d %B %Y}." in page
    assert again(long_here).inheriting_team_id == cast.riverside.team("Reception").id
    dev.post(f"{REVIEW}/still", {"member": [long_here.id]})
    page = body(dev.get(f"/practice/people/{long_here.id}"))
    assert "Access looked at" in page
    assert "Last at work" in page


def test_a_list_is_looked_at_and_then_used_and_its_day_is_said(dev: Client, overdue: Membership) -> None:
    today = clock.today()
    told = {"system": "emis", "day": today.isoformat()}
    looked = body(dev.post(f"{REVIEW}/list", told | {"list": SimpleUploadedFile("u.csv", USERS.encode())}))
    assert "1 seen, 0 gone, 0 somebody else, 0 left as they are; 0 in the list without an account" in looked
    assert reasons(overdue) != []

    used = body(dev.post(f"{REVIEW}/list", told | {"checked": USERS}, follow=True))

    assert "1 seen, 0 gone. Nobody was stopped." in used
    assert f"on the list of {today:%-d %B %Y}, which you exported" in used
    assert "not connected to your clinical system" in used
    page = body(dev.get(f"/practice/people/{overdue.id}"))
    assert ", on the list of users of that day, uploaded by Dev Patel" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose the file first"),
        ({"checked": USERS}, "Choose the clinical system"),
        ({"checked": USERS, "system": "cis2"}, "Choose the clinical system"),
        ({"checked": USERS, "system": "emis"}, "Give the day"),
        (
            {"checked": "user name,name\n,A B\n", "system": "emis", "day": "today"},
            "Line 2: The user name is missing",
        ),
    ],
)
def test_what_cannot_be_used_is_said_in_words(dev: Client, fields: dict[str, str], words: str) -> None:
    if fields.get("day") == "today":
        fields = fields | {"day": clock.today().isoformat()}
    answer = dev.post(f"{REVIEW}/list", fields)

    assert answer.status_code == 422
    assert words in body(answer)


def test_others_may_not_review(bob: Client, long_here: Membership) -> None:
    assert [bob.get(one).status_code for one in (REVIEW, f"{REVIEW}/list")] == [403, 403]
    assert bob.post(f"{REVIEW}/still", {"member": [long_here.id]}).status_code == 403
    assert again(long_here).reviewed_at is None


def test_to_a_stranger_nobody_of_ours_is_there(
    mallory: Client, long_here: Membership, overdue: Membership
) -> None:
    today = clock.today().isoformat()
    tried = [
        mallory.post(f"{REVIEW}/still", {"member": [long_here.id]}),
        mallory.post(person(overdue, "still"), SEEN | {"day": today}),
        mallory.post(person(long_here, "last-day"), {"ends_on": today}),
    ]

    assert [one.status_code for one in tried] == [404, 404, 404]
    assert "Stone" not in body(mallory.get(REVIEW))
    assert (again(long_here).reviewed_at, again(long_here).ends_on) == (None, None)
    assert how_often_seen(overdue) == 1


def how_often_seen(member: Membership) -> int:
    with acting_for(member.practice_id):
        return member.profiles.filter(practice_id=member.practice_id).count()


def test_work_leaves_its_day_once_a_day(cast: Cast, alice: Client) -> None:
    here = cast.riverside.members["alice"]
    with acting_for(here.practice_id):
        Membership.objects.of(here.practice_id).filter(id=here.id).update(last_active_at=None)

    def writes() -> int:
        with CaptureQueriesContext(connection) as asked:
            alice.get("/inbox/my")
        return sum(one["sql"].startswith("UPDATE") and "last_active_at" in one["sql"] for one in asked)

    assert [writes(), writes()] == [1, 0]
    noted = again(here).last_active_at
    assert noted is not None
    assert noted.date() == clock.now().date()


def test_what_a_page_asks_by_itself_is_no_work(cast: Cast, alice: Client) -> None:
    here = cast.riverside.members["alice"]
    with acting_for(here.practice_id):
        Membership.objects.of(here.practice_id).filter(id=here.id).update(last_active_at=None)

    alice.get("/live")

    assert again(here).last_active_at is None
