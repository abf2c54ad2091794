from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from carepost.ground.kernel import (
    Actor,
    CarepostError,
    Conflict,
    NotFound,
    NotPermitted,
    OdsCode,
    Refused,
    Role,
    Unavailable,
    clock,
    ids,
)

PRACTICE = UUID("00000000-0000-7000-8000-000000000001")
MOMENT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("typed", "code"), [("a12345", "A12345"), (" Y00001 ", "Y00001"), ("RX1", "RX1")])
def test_ods_code_is_kept_in_capitals(typed: str, code: str) -> None:
    assert OdsCode(typed) == code


@pytest.mark.parametrize(
    "typed", ["", "A1", "A1234567890", "A12 345", "A-1234", "А12345", "ſ12345", "ı12345"]
)
def test_wrong_ods_code_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="ODS code"):
        OdsCode(typed)


@pytest.mark.parametrize("kind", [NotPermitted, NotFound, Conflict, Refused, Unavailable])
def test_every_error_has_a_sentence_for_a_person(kind: type[CarepostError]) -> None:
    assert kind().reason.endswith(".")
    assert kind("The list is closed.").reason == "The list is closed."
    assert str(kind("The list is closed.")) == "The list is closed."


def test_process_of_the_system_has_a_name_and_no_role() -> None:
    actor = Actor.system("delivery", PRACTICE)

    assert (actor.id, actor.name, actor.role, actor.person_id) == ("delivery", "delivery", None, None)
    assert actor.is_system


def test_member_is_not_the_system() -> None:
    actor = Actor(PRACTICE, "member", str(ids.new_id()), "Alice", Role.CLINICAL_LEAD, ids.new_id())

    assert not actor.is_system
    assert actor.role == "clinical_lead"


def test_clock_tells_the_time_in_utc() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_clock_can_be_held_and_let_go() -> None:
    with clock.at(MOMENT):
        with clock.at(MOMENT + timedelta(days=1)):
            assert clock.now() == MOMENT + timedelta(days=1)
        assert clock.now() == MOMENT
    assert clock.now() != MOMENT


def test_held_clock_is_in_utc_whatever_it_was_given() -> None:
    with clock.at(MOMENT.astimezone(timezone(timedelta(hours=1)))):
        assert clock.now().tzinfo is UTC


def test_clock_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(MOMENT.replace(tzinfo=None)):
        pass


def test_another_thread_keeps_its_own_time() -> None:
    told: list[datetime] = []

    with clock.at(MOMENT):
        thread = threading.Thread(target=lambda: told.append(clock.now()))
        thread.start()
        thread.join()

    assert told[0] != MOMENT


def test_ids_are_unique_and_sort_by_when_they_were_made() -> None:
    made = [ids.new_id() for _ in range(1000)]

    assert made == sorted(made)
    assert len(set(made)) == 1000
    assert {new.version for new in made} == {7}
