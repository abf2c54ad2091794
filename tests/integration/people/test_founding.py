"""An administrator by a link from the console: the first ones, and where no administrator is at work (A5, A8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from carepost.domain.identity.models import Person
from carepost.domain.ledger.models import Entry
from carepost.domain.organisations.models import Invitation, Membership
from carepost.domain.tenancy.context import acting_for
from carepost.engines.notices.models import Notice
from carepost.ground.kernel import OdsCode, clock
from tests.cast import Cast
from tests.integration.commands.conftest import Said, Typed, carepost  # noqa: F401  (a fixture)
from tests.integration.people.conftest import again, told
from tests.integration.web.conftest import SignIn, sign_in  # noqa: F401  (a fixture)

pytestmark = pytest.mark.hazard("HZ-09")

ALEX = ("alex.reed@example-surgery.example", "Alex", "Reed")
PASSWORD = "four plain teapots whistling"


def link_in(said: Said) -> str:
    assert said.code == 0, said.err
    return "/join/" + said.out.partition("/join/")[2].split()[0]


@pytest.fixture
def empty(db: None) -> str:
    """The ODS code of a practice that has nobody yet."""
    from carepost.actions.practices.found import found_practice

    return found_practice(name="Example Surgery", ods_code=OdsCode("Y90009")).ods_code


@pytest.fixture
def headless(cast: Cast) -> str:
    """Riverside, where the only administrator has been silent for a month."""
    with acting_for(cast.dev.practice_id):
        rows = Membership.objects.of(cast.dev.practice_id).filter(id=cast.dev.id)
        rows.update(state_since=clock.now() - timedelta(days=30))
    return "Y90001"


def test_the_first_administrator_makes_an_account_with_the_link(empty: str, carepost: Typed) -> None:  # noqa: F811
    link, browser = link_in(carepost("administrator", empty, *ALEX)), Client()
    assert "Example Surgery" in browser.get(link).content.decode()

    browser.post(link, {"password": PASSWORD})

    person = Person.objects.get(email=ALEX[0])
    with acting_for(None, person.id):
        place = person.memberships.get()
        assert (place.state, place.role) == ("active", "administrator")
    assert person.check_password(PASSWORD)
    assert (
        "/2fa/" in browser.get("/", follow=True).redirect_chain[-1][0]
    )  # a second step of their own comes first


def test_the_link_is_good_once_and_for_a_day(empty: str, carepost: Typed) -> None:  # noqa: F811
    link = link_in(carepost("administrator", empty, *ALEX))
    with clock.at(clock.now() + timedelta(hours=25)):
        assert Client().get(link).status_code == 404

    Client().post(link, {"password": PASSWORD})

    assert Client().get(link).status_code == 404


def test_a_new_link_ends_the_one_before(empty: str, carepost: Typed) -> None:  # noqa: F811
    first = link_in(carepost("administrator", empty, *ALEX))
    second = link_in(carepost("administrator", empty, *ALEX))

    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_a_weak_password_makes_nobody(empty: str, carepost: Typed) -> None:  # noqa: F811
    link = link_in(carepost("administrator", empty, *ALEX))

    assert Client().post(link, {"password": "short"}).status_code == 422
    assert not Person.objects.filter(email=ALEX[0]).exists()


def test_an_address_that_several_read_is_refused(empty: str, carepost: Typed) -> None:  # noqa: F811
    said = carepost("administrator", empty, "reception@example-surgery.example", "Ann", "Example")

    assert said.code == 1
    assert "http" not in said.out
    assert said.err


def test_while_an_administrator_is_at_work_the_console_says_whom_to_ask(
    cast: Cast,
    carepost: Typed,  # noqa: F811
) -> None:
    said = carepost("administrator", "Y90001", *ALEX)

    assert said.code == 1
    assert cast.dev.name in said.err


def test_the_console_makes_nobody_else_an_administrator(cast: Cast, carepost: Typed) -> None:  # noqa: F811
    assert carepost("member", "Y90001", *ALEX, "--role", "administrator").code != 0


def test_where_no_administrator_is_at_work_a_colleague_becomes_one_and_everybody_is_told(
    cast: Cast,
    headless: str,
    carepost: Typed,  # noqa: F811
    sign_in: SignIn,  # noqa: F811
) -> None:
    bob = cast.riverside.members["bob"]
    said = carepost(
        "administrator", headless, bob.person.email, bob.person.given_name, bob.person.family_name
    )
    link, browser = link_in(said), sign_in(cast.bob)
    assert Notice.objects.count() == len(cast.riverside.members)
    assert "administrator.named" in told(cast.riverside)

    browser.post(browser.get(link)["Location"])

    after = again(bob)
    assert (after.state, after.role, after.job_title) == ("active", "administrator", bob.job_title)
    with acting_for(bob.practice_id):
        entry = Entry.objects.of(bob.practice_id).get(event="administrator.named")
        assert (entry.actor_kind, entry.actor_id) == ("system", "console")


def test_nobody_else_comes_on_the_link(
    cast: Cast,
    headless: str,
    carepost: Typed,  # noqa: F811
    sign_in: SignIn,  # noqa: F811
) -> None:
    link = link_in(carepost("administrator", headless, *ALEX))

    for who in (cast.bob, cast.mallory):
        assert sign_in(who).post(link.replace("administrator", "invited")).status_code == 422
    assert Client().get(link[:-4] + "aaaa").status_code == 404


def test_the_link_is_never_sent_by_mail(
    cast: Cast,
    headless: str,
    carepost: Typed,  # noqa: F811
    sign_in: SignIn,  # noqa: F811
) -> None:
    carepost("administrator", headless, *ALEX)
    with acting_for(cast.dev.practice_id):
        made = Invitation.objects.of(cast.dev.practice_id).get()
    before, dev = Notice.objects.count(), sign_in(cast.dev)

    assert dev.post(f"/practice/invitations/{made.id}/again").status_code == 422
    assert Notice.objects.count() == before


def test_who_has_an_account_signs_in_first(cast: Cast, headless: str, carepost: Typed) -> None:  # noqa: F811
    bob = cast.riverside.members["bob"].person
    link = link_in(carepost("administrator", headless, bob.email, bob.given_name, bob.family_name))

    assert Client().get(link)["Location"].startswith("/accounts/login/?next=")
    assert Client().post(link, {"password": PASSWORD}).status_code == 302
    assert not Person.objects.get(email=bob.email).check_password(PASSWORD)
