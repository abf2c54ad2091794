"""A shared log-in is noticed; one person with several devices is not taken for two (A7)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from carepost.actions.sharing.noticing import notice_sitting
from carepost.actions.sharing.settling import (
    end_older_sittings,
    explain_sign,
    look_at_signs,
    move_to_own_accounts,
)
from carepost.actions.sharing.signs import raise_sign
from carepost.actions.sharing.standing import look_for_signs
from carepost.domain.identity import sittings
from carepost.domain.identity.models import Sitting, Telephone
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Membership, Practice, Profile, SharingSign
from carepost.engines.notices.models import Notice
from carepost.ground.kernel import Actor, Conflict, NotPermitted, Refused, clock
from tests.integration.desk import Desk

pytestmark = pytest.mark.hazard("HZ-09")
MORNING = datetime(2026, 5, 4, 9, tzinfo=UTC)
SURGERY, ELSEWHERE, MOBILE = "a" * 16, "b" * 16, "c" * 16
Second = float


def bob(desk: Desk) -> Membership:
    with desk.acting():
        return (
            Membership.objects.of(desk.id).select_related("practice").get(id=desk.surgery.members["bob"].id)
        )


def sits(desk: Desk, browser: str = "Chrome on Windows") -> Sitting:
    with clock.at(MORNING):
        return sittings.begin(bob(desk).person, browser=browser)


def works(desk: Desk, deeds: Iterator[tuple[Second, Sitting, str]]) -> None:
    """What is done, in the order of time: seconds from nine o'clock, where, from which network."""
    for second, sitting, network in sorted(deeds, key=lambda one: one[0]):
        with clock.at(MORNING + timedelta(seconds=second)):
            now = Sitting.objects.get(id=sitting.id)
            if now.locked_at is None:
                notice_sitting(place=bob(desk), sitting=now, network=network)


def every(seconds: float, sitting: Sitting, network: str, *, begin: float = 0, end: float = 3600):
    moment = begin
    while moment < end:
        yield moment, sitting, network
        moment += seconds


def signs(desk: Desk) -> list[SharingSign]:
    with desk.acting():
        return list(SharingSign.objects.of(desk.id).order_by("id"))


def test_two_people_at_work_with_one_log_in_are_noticed_and_told(desk: Desk) -> None:
    here, there = sits(desk), sits(desk, "Edge on Windows")
    works(desk, iter([*every(7, here, SURGERY), *every(9, there, ELSEWHERE, begin=3)]))
    (sign,) = signs(desk)
    assert sign.kind == "two_places"
    assert sign.evidence["devices"] == ["Chrome on Windows", "Edge on Windows"]
    assert sign.times > 1
    assert len(desk.entries(Event.SHARING_NOTICED)) == 1
    assert Notice.objects.count() == 2  # Bob, and Dev who is the administrator


def test_so_are_two_at_one_surgery_whose_computers_look_alike(desk: Desk) -> None:
    first, second = sits(desk), sits(desk)
    works(desk, iter([*every(7, first, SURGERY), *every(9, second, SURGERY, begin=3)]))
    assert [one.kind for one in signs(desk)] == ["two_places"]


def test_a_person_who_uses_a_telephone_and_a_computer_in_turn_is_one_person(desk: Desk) -> None:
    computer, telephone = sits(desk), sits(desk, "Safari on iPhone")
    deeds = [*every(60, computer, SURGERY), *every(60, telephone, MOBILE, begin=25)]
    works(desk, iter(deeds))
    assert signs(desk) == []


def test_so_is_one_who_now_and_then_has_both_in_hand(desk: Desk) -> None:
    computer, telephone = sits(desk), sits(desk, "Safari on iPhone")
    works(desk, iter([*every(5, computer, SURGERY), *every(900, telephone, MOBILE, begin=2)]))
    assert signs(desk) == []


def test_so_is_one_who_goes_from_one_computer_to_the_next(desk: Desk) -> None:
    first, second = sits(desk), sits(desk)
    works(desk, iter([*every(5, first, SURGERY, end=1200), *every(5, second, SURGERY, begin=1205, end=2400)]))
    assert signs(desk) == []


def test_so_is_one_whose_network_changes(desk: Desk) -> None:
    one = sits(desk)
    works(desk, iter([*every(5, one, SURGERY, end=900), *every(5, one, MOBILE, begin=900, end=1800)]))
    assert signs(desk) == []


def test_a_sitting_is_written_to_once_a_minute_at_most(desk: Desk, django_assert_num_queries) -> None:
    one = sits(desk)
    works(desk, iter([(1.0, one, SURGERY)]))
    again, place = Sitting.objects.get(id=one.id), bob(desk)
    with clock.at(MORNING + timedelta(seconds=55)), django_assert_num_queries(0):
        notice_sitting(place=place, sitting=again, network=SURGERY)
    assert Sitting.objects.get(id=one.id).acted_at == MORNING + timedelta(seconds=1)


def test_where_the_practice_wants_it_stopped_the_older_place_is_locked(desk: Desk) -> None:
    Practice.objects.filter(id=desk.id).update(sharing=Practice.Sharing.STOP)
    older, newer = sits(desk), sits(desk)
    works(desk, iter([*every(7, older, SURGERY), *every(9, newer, ELSEWHERE, begin=3)]))
    assert Sitting.objects.get(id=older.id).locked_at is not None
    assert Sitting.objects.get(id=newer.id).locked_at is None
    assert len(desk.entries(Event.SHARING_STOPPED)) == 1


def test_seen_from_both_places_at_the_same_moment_it_is_told_once_and_counted_twice(
    committed_desk: Desk,
) -> None:
    desk, kind = committed_desk, SharingSign.Kind.TWO_PLACES
    place = bob(desk)

    def other() -> bool:
        try:
            with desk.acting():
                return raise_sign(place, kind, {"minutes": 2})
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with desk.acting():
            assert raise_sign(place, kind, {"minutes": 1})
            slower = pool.submit(other)
            while not (slower.done() or somebody_waits_for_us()):
                time.sleep(0.01)
        assert slower.result(30) is False

    (sign,) = signs(desk)
    assert (sign.times, sign.evidence) == (2, {"minutes": 2})
    assert len(desk.entries(Event.SHARING_NOTICED)) == 1
    assert Notice.objects.count() == 2  # Bob, and Dev who is the administrator


def somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))"
        )
        return cursor.fetchone() != (0,)


def look(desk: Desk) -> int:
    with desk.acting():
        return look_for_signs(actor=desk.system)


def telephone(desk: Desk, name: str, number: str) -> None:
    Telephone.objects.create(person_id=desk.surgery.actor(name).person_id, number=number)


def test_a_telephone_of_two_accounts_is_a_sign_about_both(desk: Desk) -> None:
    for name in ("alice", "bob"):
        telephone(desk, name, "+447700900123")
    telephone(desk, "carol", "+447700900124")
    assert (look(desk), look(desk)) == (2, 0)
    assert {str(one.membership_id) for one in signs(desk)} == {desk.cast.alice.id, desk.cast.bob.id}


def test_of_a_telephone_at_another_practice_nothing_is_said_but_that_it_is(
    desk: Desk, millbrook: Desk
) -> None:
    telephone(desk, "bob", "+447700900123")
    Telephone.objects.create(person_id=millbrook.cast.mallory.person_id, number="+447700900123")
    look(desk)
    (sign,) = signs(desk)
    assert sign.evidence == {"others": [], "elsewhere": 1}


def test_the_switchboard_is_nobodys_own(desk: Desk) -> None:
    telephone(desk, "bob", "+441632960123")
    look(desk)
    assert [one.kind for one in signs(desk)] == ["switchboard"]


def test_two_users_of_the_clinical_system_behind_one_account(desk: Desk) -> None:
    with desk.acting():
        for user in ("b.okafor", "c.lewis"):
            Profile.objects.create(
                practice_id=desk.id,
                membership=bob(desk),
                system="emis",
                user_name=user,
                source="attested",
                seen_on=clock.today(),
            )
    look(desk)
    (sign,) = signs(desk)
    assert (sign.kind, sign.evidence) == ("clinical_users", {"users": ["b.okafor", "c.lewis"]})


@pytest.fixture
def sign(desk: Desk) -> SharingSign:
    telephone(desk, "bob", "+441632960123")
    look(desk)
    return signs(desk)[0]


def test_what_has_been_explained_is_not_asked_again(desk: Desk, sign: SharingSign) -> None:
    with desk.acting():
        with pytest.raises(Refused, match="Say why"):
            explain_sign(actor=desk.cast.dev, sign_id=sign.id, answer=" ")
        explain_sign(actor=desk.cast.dev, sign_id=sign.id, answer="Bob works from the front desk.")
        assert look_at_signs(actor=desk.cast.dev).open == []
        with pytest.raises(Conflict):
            explain_sign(actor=desk.cast.dev, sign_id=sign.id, answer="Again.")
    assert look(desk) == 0


def test_a_shared_log_in_is_moved_to_accounts_of_their_own(desk: Desk, sign: SharingSign) -> None:
    with desk.acting():
        transition = move_to_own_accounts(actor=desk.cast.dev, sign_id=sign.id)
    assert transition.shared_id == sign.membership_id
    assert bob(desk).sends_stopped_at is not None
    assert signs(desk)[0].state == "moving"


def test_older_places_are_ended_and_the_last_one_stays(desk: Desk, sign: SharingSign) -> None:
    with clock.at(clock.now() - timedelta(hours=1)):
        older = sittings.begin(bob(desk).person, browser="Chrome on Windows")
    newer = sittings.begin(bob(desk).person, browser="Chrome on Windows")
    with desk.acting():
        assert end_older_sittings(actor=desk.cast.dev, sign_id=sign.id) == 1
    assert Sitting.objects.get(id=older.id).ended_at is not None
    assert Sitting.objects.get(id=newer.id).ended_at is None


@pytest.mark.parametrize("name", ["alice", "carol"])
def test_only_administrators_look_at_signs(desk: Desk, name: str) -> None:
    actor: Actor = desk.surgery.actor(name)
    with desk.acting(), pytest.raises(NotPermitted):
        look_at_signs(actor=actor)
