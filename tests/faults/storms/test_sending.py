"""Kill the sender at every step: nothing is lost, nothing is sent twice, and what is in doubt is shown (C11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from carepost.actions.delivering.settle import settle_sends
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Envelope
from tests.cast import Cast
from tests.doubles.smtp_rules import Rules
from tests.faults.storms import post_room, table
from tests.faults.storms.forks import dies
from tests.faults.storms.mail_service import mail_service
from tests.faults.storms.numbers import chance, number
from tests.faults.storms.oracle import doubled, wrongs
from tests.faults.storms.post_room import PostRoom, Settle
from tests.faults.storms.sending import AROUND_THE_DOT, PRESSING, STEPS
from tests.faults.storms.steps import LEAST, Step, plan, storm_plan

pytestmark = [
    pytest.mark.slow,
    pytest.mark.hazard("HZ-06"),
    pytest.mark.timeout(600 + 2 * number("KILLS", 0)),
]

SEASON = 24
"""kills between two recoveries"""


def storm(room: PostRoom, struck: list[Step], settle: Settle = settle_sends, *, copies: bool = True) -> None:
    """Kill a sender at each of these steps in turn, with letters to one, two or three people.

    Now and then it has delivered one to somebody before, on the same line.
    """
    by_chance = chance("letters")
    for start in range(0, len(struck), SEASON):
        for step in struck[start : start + SEASON]:
            spare = by_chance.choice([0, 0, 0, 1]) if step.may_spare else 0
            strike(room, step, spare, people=by_chance.choice([1, 1, 1, 1, 2, 3]))
        room.recover(settle, copies=copies)


def strike(room: PostRoom, step: Step, spare: int, people: int) -> None:
    key = room.new_key(people)

    def work() -> None:
        step.arm(spare)
        if step in PRESSING:
            post_room.press(room, key)
        else:
            room.deliver()

    if step not in PRESSING:
        post_room.press(room, key)
        room.write(spare)
    assert dies(work), step.name
    if step in PRESSING:
        post_room.press(room, key)  # "reload", or the press again after a 502


def test_kill_the_sender_at_every_step(
    room: PostRoom, record_property: Callable[[str, object], None]
) -> None:
    struck = storm_plan(STEPS, "out")

    storm(room, struck)

    posted, taken = room.posted(), room.service.log.messages()
    states = Counter(one.state for one in posted)
    words = (
        f"{len(room.pressed)} letters to {len(posted)} people, {states['accepted']} handed over, "
        f"{states['uncertain']} shown to a person, {settled_by_copy(room)} settled by our own copy"
    )
    table.keep(record_property, "kills on the way out", STEPS, struck, words)
    assert wrongs(posted, taken) == []
    once_each = sum(len(people) for people in room.pressed.values())
    assert len(posted) == once_each, "one letter for each form, however often Send was pressed"
    assert Counter(step.name for step in struck).most_common()[-1][1] >= LEAST
    assert sum(step in AROUND_THE_DOT for step in struck) >= 50
    # The copies came, so what was taken is known to be; in doubt is only what died before the dot was whole.
    arrived = {one.message_id for one in taken}
    assert {one.message_id for one in posted if one.state == "uncertain"}.isdisjoint(arrived)
    assert states["uncertain"] == sum(
        step.name in {"dot pending committed, before the dot", "amid the dot"} for step in struck
    )


def test_a_sender_that_retries_blindly_is_found_out(room: PostRoom) -> None:
    """The same storm and the same judge: the mutant must not pass."""
    storm(room, plan(AROUND_THE_DOT, 10), post_room.blind_retry, copies=False)

    found = wrongs(room.posted(), room.service.log.messages())

    # Killed after the whole dot and before the outcome: three steps, twice each.
    assert doubled(found) == len(found) == 6


def test_without_our_own_copy_a_person_is_asked_and_nothing_is_sent_again(room: PostRoom) -> None:
    storm(room, plan(AROUND_THE_DOT, 10), copies=False)

    assert wrongs(room.posted(), room.service.log.messages()) == []
    in_doubt = [one for one in room.posted() if one.state == "uncertain"]
    assert len(in_doubt) == 10
    assert all(one.shown for one in in_doubt)


def test_a_copy_that_comes_late_takes_the_question_back(room: PostRoom) -> None:
    storm(room, plan(AROUND_THE_DOT, 10), copies=False)

    room.take_copies()

    posted, taken = room.posted(), room.service.log.messages()
    assert wrongs(posted, taken) == []
    arrived = {one.message_id for one in taken}
    assert {one.message_id for one in posted if one.state == "accepted"} == arrived
    assert all(one.shown for one in posted if one.state == "uncertain")


def test_a_service_that_keeps_no_tags_still_proves_by_our_own_copy_what_it_took(room: PostRoom) -> None:
    keeps_no_tags(room)

    storm(room, plan(AROUND_THE_DOT, 10))

    posted, taken = room.posted(), room.service.log.messages()
    assert wrongs(posted, taken) == []
    arrived = {one.message_id for one in taken}
    assert {one.message_id for one in posted if one.state == "accepted"} == arrived


def test_a_service_that_refuses_our_own_copy_leaves_the_doubt_to_a_person(
    tmp_path: Path, committed_cast: Cast
) -> None:
    ours = committed_cast.riverside.mailbox.address
    with mail_service(tmp_path, Rules(refuse={ours: "550 5.7.1 not to yourself"})) as service:
        room = PostRoom.of(committed_cast, service)
        keeps_no_tags(room)

        storm(room, plan(AROUND_THE_DOT, 10))

        posted, taken = room.posted(), service.log.messages()
    assert wrongs(posted, taken) == []
    assert all(ours not in one.rcpts for one in taken)
    assert sum(one.state == "uncertain" for one in posted) == 10


def keeps_no_tags(room: PostRoom) -> None:
    with acting_for(room.system.practice_id):
        ServiceMailbox.objects.of(room.system.practice_id).update(plus_addresses=False)


def settled_by_copy(room: PostRoom) -> int:
    """Letters whose answer was never read, and which our own copy proved."""
    with acting_for(room.system.practice_id):
        rows = Envelope.objects.of(room.system.practice_id).filter(state=Envelope.State.ACCEPTED)
        return rows.exclude(attempts__outcome="accepted").count()
