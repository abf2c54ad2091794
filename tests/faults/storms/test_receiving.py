"""Kill the receiver at every step: what a server was answered for is there once, and is read (M1, G10)."""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Callable

import pytest

from carepost.domain.correspondence.models import Message
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.models import Arrival
from tests.faults.storms import forks, table
from tests.faults.storms.letter_box import LetterBox, listening
from tests.faults.storms.post_room import PostRoom
from tests.faults.storms.receiving import FETCHED, HANDED_OVER, POISON, POISONED, STEPS
from tests.faults.storms.steps import Step, plan

pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-02"), pytest.mark.timeout(300)]


@pytest.fixture
def box(room: PostRoom) -> LetterBox:
    """Three letters are out, and their answers will come."""
    room.write(3)
    practice = room.system.practice_id
    with acting_for(practice):
        return LetterBox(room.cast, list(Envelope.objects.of(practice).select_related("message")))


def strike(box: LetterBox, step: Step, healthy: int) -> None:
    if step in HANDED_OVER:
        strike_listener(box, step, healthy)
    elif step in FETCHED:
        box.mailbox.letters.append(box.letter())
        assert forks.dies(lambda: (step.arm(), box.fetch())), step.name
        box.fetch()
    else:
        box.hand_over(healthy, box.letter())
        assert forks.dies(lambda: (step.arm(), box.read())), step.name
    box.read()


def strike_listener(box: LetterBox, step: Step, healthy: int) -> None:
    raw = box.letter()
    with listening(step) as (pid, port):
        with pytest.raises((smtplib.SMTPException, OSError)):
            box.hand_over(port, raw)
        assert forks.was_killed(pid), step.name
    box.hand_over(healthy, raw)


def wrongs(box: LetterBox) -> list[str]:
    """One sentence for each letter that was lost, doubled, changed or stuck; empty when all is well."""
    practice = box.cast.riverside.practice.id
    with acting_for(practice):
        arrivals = list(Arrival.objects.of(practice))
        received = Message.objects.of(practice).filter(direction=Message.Direction.IN)
        messages = Counter((m.arrival_id, m.conversation_id) for m in received)
    stored = Counter(arrival.sha256 for arrival in arrivals)
    found = [f"{digest[:8]} was lost" for digest in box.sent.keys() - stored.keys()]
    found += [f"{digest[:8]} came from nowhere" for digest in stored.keys() - box.sent.keys()]
    found += [f"{digest[:8]} was stored {times} times" for digest, times in stored.items() if times > 1]
    for one in arrivals:
        name = f"{one.sha256[:8]} ({one.state})"
        if one.state not in {Arrival.State.MATCHED, Arrival.State.UNREADABLE}:
            found.append(f"{name} is stuck")
        if messages[one.id, one.conversation_id] != (one.state == Arrival.State.MATCHED):
            found.append(f"{name} is there {messages[one.id, one.conversation_id]} times")
        if services.vault().get(practice, one.object_id) != box.sent.get(one.sha256):
            found.append(f"{name} has other bytes")
    return found + ([] if messages.total() <= len(arrivals) else ["there are messages nobody sent"])


def test_kill_the_receiver_at_every_step(
    box: LetterBox, record_property: Callable[[str, object], None]
) -> None:
    struck = plan(STEPS)

    with listening() as (_, healthy):
        for step in struck:
            strike(box, step, healthy)

    assert wrongs(box) == []
    assert len(box.sent) == len(struck)
    states = Counter(one.state for one in arrivals(box))
    assert states == {Arrival.State.MATCHED: len(struck)}
    words = f"{len(box.sent)} letters, {states['matched']} stored once and in their conversation once"
    table.keep(record_property, "the way in", struck, words)


def test_a_letter_that_kills_its_reader_is_set_aside_after_two_and_the_next_are_read(box: LetterBox) -> None:
    box.mailbox.letters = [box.letter(), box.letter(POISON), box.letter()]
    box.fetch()

    deaths = sum(forks.dies(lambda: (POISONED.arm(), box.read())) for _ in range(4))

    assert deaths == 2
    assert wrongs(box) == []
    assert [one.state for one in arrivals(box)] == ["matched", "unreadable", "matched"]
    assert "twice" in arrivals(box)[1].reasons[0]


def test_a_letter_answered_for_twice_by_two_servers_is_one(box: LetterBox) -> None:
    raw = box.letter()
    box.mailbox.letters.append(raw)

    with listening() as (_, port):
        box.hand_over(port, raw)
        box.hand_over(port, raw)
    box.fetch()
    box.read()

    assert wrongs(box) == []
    assert len(arrivals(box)) == 1


def arrivals(box: LetterBox) -> list[Arrival]:
    """In the order they came."""
    practice = box.cast.riverside.practice.id
    with acting_for(practice):
        return list(Arrival.objects.of(practice).order_by("at", "id"))
