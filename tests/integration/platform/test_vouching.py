"""Two people of the platform stand for an administrator; one is never enough, and a patient is never seen (A5, A8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from carepost.actions.platform.places import actor_at, end_place, give_place
from carepost.actions.platform.standing import practices_standing
from carepost.actions.platform.vouching import vouch
from carepost.domain.identity.models import Person, PlatformPlace
from carepost.domain.organisations.models import Membership, Vouching
from carepost.domain.tenancy.context import acting_for
from carepost.engines.notices.models import Notice
from carepost.ground.kernel import Actor, Conflict, NotPermitted, Refused, clock
from tests.cast import Cast
from tests.integration.commands.conftest import Typed, carepost  # noqa: F401  (a fixture)
from tests.integration.people.conftest import again, new_place, told
from tests.integration.web.conftest import SignIn, sign_in  # noqa: F401  (a fixture)

pytestmark = pytest.mark.hazard("HZ-09")

FIRST, BREAK_GLASS = Vouching.Kind.FIRST, Vouching.Kind.BREAK_GLASS
HOW = "Rang the practice on its listed number and spoke to the partner."


def of_platform(name: str, role: PlatformPlace.Role = PlatformPlace.Role.APPROVER) -> Actor:
    Person.objects.create_user(f"{name}@platform.example", name.title(), "Platform")
    return actor_at(give_place(email=f"{name}@platform.example", role=role))


def stand_for(actor: Actor, member: Membership, kind: Vouching.Kind = FIRST) -> Vouching:
    return vouch(actor=actor, practice_id=member.practice_id, membership_id=member.id, kind=kind, reason=HOW)


@pytest.fixture
def erin(cast: Cast) -> Membership:
    """Who waits at a practice that has lost its only administrator."""
    with acting_for(cast.dev.practice_id):
        Membership.objects.of(cast.dev.practice_id).filter(id=cast.dev.id).update(state="left")
    return new_place(cast.riverside)


def test_the_first_administrator_takes_two_approvers(cast: Cast, erin: Membership) -> None:
    stand_for(of_platform("petra"), erin)
    assert again(erin).state == Membership.State.AWAITING

    stand_for(of_platform("quinn"), erin)

    assert (again(erin).state, again(erin).role) == ("active", "administrator")
    assert told(cast.riverside)[-2:] == ["vouching.begun", "vouching.done"]


def test_one_person_is_not_two(erin: Membership) -> None:
    petra = of_platform("petra")
    stand_for(petra, erin)

    with pytest.raises(Refused, match="second approver"):
        stand_for(petra, erin)


def test_after_a_day_the_first_word_is_worth_nothing(erin: Membership) -> None:
    stand_for(of_platform("petra"), erin)

    with clock.at(clock.now() + timedelta(hours=25)):
        stand_for(of_platform("quinn"), erin)

    assert again(erin).state == Membership.State.AWAITING


def test_the_word_of_somebody_who_is_no_approver_any_more_is_worth_nothing(erin: Membership) -> None:
    stand_for(of_platform("petra"), erin)
    end_place(email="petra@platform.example")

    stand_for(of_platform("quinn"), erin)
    assert again(erin).state == Membership.State.AWAITING

    stand_for(of_platform("rhea"), erin)
    assert again(erin).state == Membership.State.ACTIVE


def test_support_stands_for_nobody_and_members_never(cast: Cast, erin: Membership) -> None:
    with pytest.raises(Refused, match="Only an approver"):
        stand_for(of_platform("sol", PlatformPlace.Role.SUPPORT), erin)
    with pytest.raises(NotPermitted):
        stand_for(cast.mallory, erin)


def test_where_there_is_an_administrator_nobody_is_made_a_first_one(cast: Cast) -> None:
    member = new_place(cast.riverside)

    with pytest.raises(Conflict, match="has an administrator by now"):
        stand_for(of_platform("petra"), member)


def test_getting_back_in_is_told_to_every_administrator_and_used_once(cast: Cast) -> None:
    gone = new_place(cast.riverside, state="suspended")
    petra, quinn = of_platform("petra"), of_platform("quinn")
    stand_for(petra, gone, BREAK_GLASS)
    assert Notice.objects.count() == 2  # the person, and Dev

    stand_for(quinn, gone, BREAK_GLASS)

    assert (again(gone).state, again(gone).role) == ("active", "administrator")
    assert Notice.objects.count() == 4
    with acting_for(gone.practice_id):
        assert not Vouching.objects.of(gone.practice_id).filter(second_at=None).exists()


def test_whoever_works_at_a_practice_is_nobody_of_the_platform(cast: Cast) -> None:
    with pytest.raises(Conflict, match="account of their own"):
        give_place(email=cast.riverside.members["bob"].person.email, role=PlatformPlace.Role.SUPPORT)


def test_at_the_console_a_place_is_given_and_ended(db: None, carepost: Typed) -> None:  # noqa: F811
    Person.objects.create_user("sol@platform.example", "Sol", "Platform")

    assert "support at the platform" in carepost("platform", "add", "sol@platform.example", "support").out
    assert "no place" in carepost("platform", "end", "sol@platform.example").out
    assert carepost("platform", "end", "sol@platform.example").code == 1


class TestInABrowser:
    @pytest.fixture
    def petra(self, cast: Cast, sign_in: SignIn) -> Client:  # noqa: F811
        return sign_in(of_platform("petra"))

    def test_they_find_practices_in_numbers(self, cast: Cast, petra: Client) -> None:
        assert petra.get("/")["Location"] == "/platform"
        page = petra.get("/platform").content.decode()
        assert "Riverside Surgery (Y90001)" in page
        assert "4 at work, 1 of them administrators" in page
        assert "one administrator" in page

    def test_standing_for_somebody_is_seen_by_the_second_approver(
        self,
        petra: Client,
        sign_in: SignIn,  # noqa: F811
        erin: Membership,
    ) -> None:
        practice = f"/platform/practices/{erin.practice_id}"
        petra.post(f"{practice}/people/{erin.id}/vouch", {"kind": "first", "reason": HOW})
        quinn = sign_in(of_platform("quinn"))
        assert HOW in quinn.get(practice).content.decode()

        quinn.post(f"{practice}/people/{erin.id}/vouch", {"kind": "first", "reason": HOW})

        assert again(erin).role == "administrator"

    @pytest.mark.parametrize(
        "address", ["/inbox/my", "/compose", "/matching", "/practice/people", "/who-did-what"]
    )
    def test_no_page_of_a_practice_is_there_for_them(self, petra: Client, address: str) -> None:
        assert petra.get(address)["Location"] == "/platform"

    def test_for_members_there_is_no_platform(self, cast: Cast, sign_in: SignIn) -> None:  # noqa: F811
        for who in (cast.dev, cast.mallory):
            assert sign_in(who).get("/platform").status_code == 403
            assert sign_in(who).get(f"/platform/practices/{who.practice_id}").status_code == 403

    def test_whose_place_ended_finds_nothing(self, petra: Client) -> None:
        end_place(email="petra@platform.example")

        assert petra.get("/platform").status_code == 403


def test_a_mailbox_in_trouble_is_counted_and_not_named(cast: Cast) -> None:
    found = {one.practice.ods_code: one for one in practices_standing(actor=of_platform("petra"))}

    assert (found["Y90001"].mailboxes, found["Y90001"].troubled) == (1, 0)
    assert found["Y90001"].since.date() == clock.now().date()
