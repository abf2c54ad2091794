"""A bad wire to the mail service: wherever it fails, nothing is lost, sent twice, or said in plain text (F8, C11)."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest
from django.db import connections

from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Envelope
from tests.faults.network.place import Place
from tests.faults.network.proxy import Harm, Proxy, Way
from tests.faults.storms import post_room, table
from tests.faults.storms.forks import survives
from tests.faults.storms.numbers import chance, number
from tests.faults.storms.oracle import doubled, wrongs
from tests.faults.storms.post_room import PostRoom
from tests.faults.storms.sending import DIALOGUE
from tests.faults.storms.steps import wrap

pytestmark = [
    pytest.mark.slow,
    pytest.mark.hazard("HZ-06"),
    pytest.mark.timeout(300 + 2 * number("CUTS", 0)),
]

SHORT = 1.0
"""seconds a sender waits on a wire that stalls"""
WAYS: tuple[Way, Way] = ("out", "back")


class Session:
    """A whole session, from greeting to goodbye, once without harm: how many bytes go each way."""

    def __init__(self, room: PostRoom, folder: Path) -> None:
        note = folder / "session"

        def measure() -> None:
            room.enter()
            with Proxy(("127.0.0.1", room.service.port)) as wire:
                wrap(f"{DIALOGUE}:finish", lambda finish, *at: (note.write_text(_told(wire)), finish(*at))[1])
                room.deliver(transport=room.service.transport(wire.port))
                (folder / "plain").write_bytes(bytes(wire.passed["back"]))
                note.write_text(f"{note.read_text()} {_told(wire)}")

        room.write()
        survives(measure)
        self.plain = (folder / "plain").read_bytes()
        out, back, whole_out, whole_back = map(int, note.read_text().split())
        self.length: dict[Way, int] = {"out": whole_out, "back": whole_back}
        self.dot: dict[Way, int] = {"out": out, "back": back}
        """bytes before the final dot leaves, and before its answer"""

    def offsets(self, way: Way, wanted: int) -> list[int]:
        """So many, evenly from the first byte to the last, but not the same ones at each seed."""
        stride = max(1, self.length[way] // wanted)
        return list(range(chance(way).randrange(stride), self.length[way], stride))


def _told(wire: Proxy) -> str:
    return f"{len(wire.passed['out'])} {len(wire.passed['back'])}"


@pytest.fixture
def session(room: PostRoom, tmp_path: Path) -> Session:
    return Session(room, tmp_path)


AT_ONCE = 100
"""wires for one child, which is taken to hang when it is not done in two minutes"""


def harm_each(room: PostRoom, harms: Iterable[Harm], patience: float = 20) -> None:
    """One letter over each of these wires, from children that are where the service is."""

    def work(some: list[Harm]) -> None:
        room.enter()
        for harm in some:
            with Proxy(("127.0.0.1", room.service.port), harm) as wire:
                room.deliver(at_most=1, transport=room.service.transport(wire.port, patience))
                assert b"Breathless" not in wire.passed["out"]
                assert b"AUTH" not in wire.passed["out"]

    harms = list(harms)
    room.write(len(harms))
    for first in range(0, len(harms), AT_ONCE):
        survives(partial(work, harms[first : first + AT_ONCE]))
    room.service.settle_down()


def told_as_not_taken(room: PostRoom) -> set[str]:
    """Message-IDs that will be sent again without a question."""
    with acting_for(room.system.practice_id):
        rows = Envelope.objects.of(room.system.practice_id).filter(state=Envelope.State.QUEUED)
        return set(rows.values_list("mime_message_id", flat=True))


def then_all_is_well(room: PostRoom) -> str:
    """After all wires are whole again; what became of the letters, in words."""
    arrived = {one.message_id for one in room.service.log.messages()}
    assert told_as_not_taken(room).isdisjoint(arrived), "it would be sent again, and has been taken"
    room.recover()
    posted, taken = room.posted(), room.service.log.messages()
    assert wrongs(posted, taken) == []
    assert all(one.tls for one in taken), "one went in plain text"
    states = Counter(one.state for one in posted)
    return f"{states['accepted']} handed over once, {states['uncertain']} shown to a person"


def test_cut_after_every_so_many_bytes_of_a_session(
    room: PostRoom, session: Session, place: Place, record_property: Callable[[str, object], None]
) -> None:
    wanted = number("CUTS", 64)
    around_the_dot = range(session.dot["out"] - 2, session.length["out"] + 1, 1 if wanted > 100 else 2)
    cuts = [Harm("cut", "out", at) for at in (*session.offsets("out", wanted // 2), *around_the_dot)]
    cuts += [Harm("cut", "back", at) for at in session.offsets("back", wanted // 2)]
    cuts += [Harm("cut", "back", at) for at in range(session.dot["back"], session.length["back"], 9)]

    harm_each(room, cuts)

    words = then_all_is_well(room)
    table.tell(record_property, "wire to the mail service cut", f"{len(cuts)} cuts in {place}: {words}")
    assert len(cuts) >= wanted


def test_a_sender_that_retries_blindly_after_a_cut_is_found_out(room: PostRoom, session: Session) -> None:
    harm_each(room, [Harm("cut", "back", session.dot["back"] + 9)] * 3)

    room.recover(post_room.blind_retry, copies=False)

    found = wrongs(room.posted(), room.service.log.messages())
    assert doubled(found) == len(found) == 3


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["half-close", "corrupt"])
def test_a_wire_that_spoils_what_passes(
    room: PostRoom,
    session: Session,
    kind: str,
    way: Way,
    place: Place,
    record_property: Callable[[str, object], None],
) -> None:
    offsets = [*session.offsets(way, number("CUTS", 64) // 8), session.dot[way], session.dot[way] + 7]

    harm_each(room, [Harm(kind, way, at) for at in offsets], patience=SHORT)  # type: ignore[arg-type]

    words = then_all_is_well(room)
    table.tell(
        record_property, f"wire to the mail service, {kind} {way}", f"{len(offsets)} in {place}: {words}"
    )


def test_a_wire_that_takes_the_offer_of_tls_away_gets_no_letter_and_no_password(
    room: PostRoom, session: Session
) -> None:
    offer = session.plain.index(b"STARTTLS")

    harm_each(room, [Harm("corrupt", "back", offer)])

    assert room.service.log.messages()[1:] == []
    assert "does not offer TLS" in words_of_the_last(room)
    then_all_is_well(room)


def words_of_the_last(room: PostRoom) -> str:
    with acting_for(room.system.practice_id):
        rows = Envelope.objects.of(room.system.practice_id).filter(state=Envelope.State.QUEUED)
        return rows.get().words


def test_a_slow_wire_is_only_slow(room: PostRoom, session: Session) -> None:
    harm_each(room, [Harm("delay", way, 0, seconds=0.05) for way in WAYS])

    assert {one.state for one in room.posted()} == {"accepted"}
    then_all_is_well(room)


def test_a_wire_that_stalls_times_out(room: PostRoom, session: Session) -> None:
    stalls = [
        Harm("stall", way, at) for way in WAYS for at in (session.length[way] // 2, session.dot[way] + 3)
    ]

    harm_each(room, stalls, patience=SHORT)

    assert then_all_is_well(room)


def test_a_wire_that_stalls_holds_up_no_other_practice(room: PostRoom, session: Session) -> None:
    """Two threads of one worker: Riverside's line stalls, and Millbrook's letter leaves meanwhile."""
    room.write()
    other = PostRoom.of_millbrook(room.cast, room.service)
    other.write()

    def work() -> None:
        room.enter()
        stalled = Harm("stall", "back", session.dot["back"])
        with Proxy(("127.0.0.1", room.service.port), stalled) as wire:
            slow = threading.Thread(target=over, args=(room, wire.port))
            slow.start()
            while len(wire.passed["back"]) < session.dot["back"]:
                assert slow.is_alive()
            assert other.deliver() == 1
            assert slow.is_alive(), "the other practice had to wait"
        slow.join()  # its wire is gone by now

    def over(slow_room: PostRoom, port: int) -> None:
        slow_room.deliver(transport=slow_room.service.transport(port, 60.0))
        connections.close_all()

    survives(work)

    assert {one.state for one in other.posted()} == {"accepted"}
    room.recover()
    assert wrongs([*room.posted(), *other.posted()], room.service.log.messages()) == []


def test_a_pulled_cable_is_a_question_and_not_a_second_letter(
    room: PostRoom, session: Session, place: Place
) -> None:
    """In a namespace the cable can be pulled; on the loopback, which is everybody's, the wire stalls instead."""

    def work() -> None:
        room.enter()
        stall = None if place.namespace else Harm("stall", "out", session.dot["out"])
        with Proxy(("127.0.0.1", room.service.port), stall) as wire:
            if place.namespace:
                wrap(f"{DIALOGUE}:finish", lambda finish, *at: (place.pull_the_cable(), finish(*at))[1])
            room.deliver(transport=room.service.transport(wire.port, 6 * SHORT))

    room.write()
    survives(work)

    assert sorted(one.state for one in room.posted()) == ["accepted", "dot_pending"]
    assert len(room.service.log.messages()) == 1
    place.put_the_cable_back()
    then_all_is_well(room)
