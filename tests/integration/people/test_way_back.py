"""Where no administrator is at work, two members make a colleague one for a week, in everybody's sight (A8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.actions.people.way_back import (
    ask_for_way_back,
    confirm_way_back,
    end_ways_back,
    keep_way_back,
    stop_way_back,
)
from carepost.domain.identity import sittings
from carepost.domain.identity.models import Person, PlatformPlace
from carepost.domain.organisations.models import Absence, Membership, Vouching
from carepost.domain.tenancy.context import acting_for
from carepost.engines.notices.models import Notice
from carepost.engines.notices.words import opened
from carepost.ground.kernel import Actor, Conflict, NotFound, Refused, Role, clock
from tests.cast import Cast
from tests.integration.people.conftest import again, new_place, told
from tests.integration.web.conftest import SignIn, sign_in  # noqa: F401  (a fixture)

pytestmark = pytest.mark.hazard("HZ-09")

WHY = "Dev has left, and nobody else can let the locum in."


@pytest.fixture
def headless(cast: Cast) -> Cast:
    """Dev, the only administrator, has been silent for a month."""
    with acting_for(cast.dev.practice_id):
        rows = Membership.objects.of(cast.dev.practice_id).filter(id=cast.dev.id)
        rows.update(state_since=clock.now() - timedelta(days=30))
    return cast


@pytest.fixture
def erin(headless: Cast) -> Membership:
    """Whom the two name."""
    return new_place(headless.riverside, state="active")


def asks(actor: Actor, named: Membership, reason: str = WHY) -> Vouching:
    with acting_for(actor.practice_id):
        return ask_for_way_back(actor=actor, membership_id=named.id, reason=reason)


def confirms(actor: Actor, asked: Vouching) -> Vouching:
    with acting_for(actor.practice_id):
        return confirm_way_back(actor=actor, vouching_id=asked.id)


def week_is_over(cast: Cast) -> int:
    with clock.at(clock.now() + timedelta(days=8)), acting_for(cast.riverside.practice.id):
        return end_ways_back(actor=cast.riverside.system)


def test_two_make_a_third_administrator_for_a_week(headless: Cast, erin: Membership) -> None:
    asked = asks(headless.bob, erin)
    assert again(erin).role == Role.MEMBER

    confirms(headless.carol, asked)

    assert again(erin).role == Role.ADMINISTRATOR
    assert told(headless.riverside)[-2:] == ["way_back.asked", "way_back.opened"]
    assert week_is_over(headless) == 1
    assert week_is_over(headless) == 0
    assert again(erin).role == Role.MEMBER


def test_before_the_week_is_over_nothing_ends(headless: Cast, erin: Membership) -> None:
    confirms(headless.carol, asks(headless.bob, erin))

    with acting_for(erin.practice_id):
        assert end_ways_back(actor=headless.riverside.system) == 0
    assert again(erin).role == Role.ADMINISTRATOR


def test_nobody_goes_round_an_administrator_at_work(cast: Cast) -> None:
    with pytest.raises(Refused, match=cast.dev.name):
        asks(cast.bob, new_place(cast.riverside, state="active"))


def test_an_administrator_who_comes_back_meanwhile_is_asked_first(headless: Cast, erin: Membership) -> None:
    asked = asks(headless.bob, erin)
    sittings.begin(headless.riverside.members["dev"].person, browser="Chrome on Windows")

    with pytest.raises(Refused, match=headless.dev.name):
        confirms(headless.carol, asked)
    assert again(erin).role == Role.MEMBER


@pytest.mark.parametrize(("days_away", "is_at_work"), [(3, False), (-1, True)])
def test_whoever_is_away_since_they_last_signed_in_cannot_act(
    headless: Cast, erin: Membership, days_away: int, is_at_work: bool
) -> None:
    dev, now = headless.riverside.members["dev"], clock.now()
    with clock.at(now - timedelta(days=5)):
        sittings.begin(dev.person, browser="Chrome on Windows")
    with acting_for(dev.practice_id):
        begins = now - timedelta(days=days_away)
        team = headless.riverside.team("Nurses")
        Absence.objects.create(
            practice_id=dev.practice_id, membership=dev, starts_at=begins, team=team, set_by=dev
        )

    if is_at_work:
        with pytest.raises(Refused):
            asks(headless.bob, erin)
    else:
        asks(headless.bob, erin)


def test_one_person_is_not_two_and_neither_is_named(headless: Cast, erin: Membership) -> None:
    with pytest.raises(Refused, match="Neither of the two"):
        asks(headless.bob, headless.riverside.members["bob"])
    asked = asks(headless.carol, erin)
    with pytest.raises(Refused, match="asked for this yourself"):
        confirms(headless.carol, asked)
    with pytest.raises(Refused, match="Neither of the two"):
        confirms(again(erin).as_actor(), asked)


def test_one_of_the_two_leads(headless: Cast, erin: Membership) -> None:
    asked = asks(headless.bob, erin)

    with pytest.raises(Refused, match="clinical lead or the IG lead"):
        confirms(headless.alice, asked)


def test_after_a_day_the_first_word_is_worth_nothing(headless: Cast, erin: Membership) -> None:
    asked = asks(headless.bob, erin)

    with clock.at(clock.now() + timedelta(hours=25)), pytest.raises(Conflict):
        confirms(headless.carol, asked)


def test_whoever_was_suspended_meanwhile_has_asked_for_nothing(headless: Cast, erin: Membership) -> None:
    asked = asks(headless.bob, erin)
    with acting_for(erin.practice_id):
        Membership.objects.of(erin.practice_id).filter(id=headless.bob.id).update(state="suspended")

    with pytest.raises(Refused, match="does not work here any more"):
        confirms(headless.carol, asked)


def test_any_administrator_stops_it_at_once(headless: Cast, erin: Membership) -> None:
    asked = confirms(headless.carol, asks(headless.bob, erin))

    with acting_for(erin.practice_id):
        stop_way_back(actor=headless.dev, vouching_id=asked.id)

    assert again(erin).role == Role.MEMBER
    assert told(headless.riverside)[-1] == "way_back.stopped"
    with pytest.raises(Conflict):
        confirms(headless.alice, asked)


def test_another_administrator_keeps_it_and_nobody_keeps_themselves(headless: Cast, erin: Membership) -> None:
    asked = confirms(headless.carol, asks(headless.bob, erin))
    with acting_for(erin.practice_id):
        with pytest.raises(Refused, match="your own role"):
            keep_way_back(actor=again(erin).as_actor(), vouching_id=asked.id)
        keep_way_back(actor=headless.dev, vouching_id=asked.id)

    assert week_is_over(headless) == 0
    assert again(erin).role == Role.ADMINISTRATOR


def test_administrators_and_the_platform_are_told_at_once_and_nobody_is_named(
    headless: Cast, erin: Membership
) -> None:
    sol = Person.objects.create_user("sol@platform.example", "Sol", "Platform")
    PlatformPlace.objects.create(person=sol, role="support", given_at=clock.now())
    asked = asks(headless.bob, erin)
    confirms(headless.carol, asked)

    words = [opened(one.id, bytes(one.sealed)) for one in Notice.objects.all()]
    dev = headless.riverside.members["dev"].person.email
    assert sorted(one.to for one in words) == sorted([dev, sol.email] * 2 + [erin.person.email])
    assert not any(name in one.text for one in words for name in (erin.name, headless.bob.name, WHY))


def test_to_a_stranger_there_is_none(headless: Cast, erin: Membership) -> None:
    asked = asks(headless.bob, erin)

    with pytest.raises(NotFound):
        confirms(headless.mallory, asked)


class TestInABrowser:
    def test_everybody_sees_it_in_red_and_a_colleague_confirms(
        self,
        headless: Cast,
        erin: Membership,
        sign_in: SignIn,  # noqa: F811
    ) -> None:
        bob, carol = sign_in(headless.bob), sign_in(headless.carol)
        assert "Ask for it" in bob.get("/practice/way-back").content.decode()
        bob.post("/practice/way-back/ask", {"member": str(erin.id), "reason": WHY})
        with acting_for(erin.practice_id):
            asked = Vouching.objects.of(erin.practice_id).get()
        assert "It was asked that Erin Stone becomes administrator" in carol.get("/inbox/my").content.decode()

        carol.post(f"/practice/way-back/{asked.id}/confirm")

        assert again(erin).role == Role.ADMINISTRATOR
        assert "Erin Stone is administrator until" in bob.get("/inbox/my").content.decode()

    def test_a_stranger_gets_nothing(
        self,
        headless: Cast,
        erin: Membership,
        sign_in: SignIn,  # noqa: F811
    ) -> None:
        asked, mallory = asks(headless.bob, erin), sign_in(headless.mallory)

        assert mallory.post(f"/practice/way-back/{asked.id}/confirm").status_code == 404
        for what in ("keep", "stop"):
            assert mallory.post(f"/practice/way-back/{asked.id}/{what}").status_code in (403, 404)
        assert (
            mallory.post("/practice/way-back/ask", {"member": str(erin.id), "reason": WHY}).status_code == 404
        )

    def test_while_an_administrator_is_at_work_the_page_says_whom_to_ask(
        self,
        cast: Cast,
        sign_in: SignIn,  # noqa: F811
    ) -> None:
        page = sign_in(cast.bob).get("/practice/way-back").content.decode()

        assert cast.dev.name in page
        assert "Ask for it" not in page

    def test_a_practice_with_one_administrator_is_told_so(
        self,
        cast: Cast,
        sign_in: SignIn,  # noqa: F811
    ) -> None:
        assert "the only administrator here" in sign_in(cast.dev).get("/practice").content.decode()
        assert "only one administrator" in sign_in(cast.bob).get("/practice").content.decode()
