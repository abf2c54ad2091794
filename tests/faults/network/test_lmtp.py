"""A bad wire between a mail server and our listener: what it handed over is there once, wherever that fails (M1)."""

from __future__ import annotations

import smtplib
import threading
from collections.abc import Callable

import pytest

from carepost.doors.jobs import listener
from carepost.engines.intake.sources.port import Delivered
from tests.faults.network.place import Place
from tests.faults.network.proxy import Harm, Proxy, Way
from tests.faults.storms import table
from tests.faults.storms.letter_box import LetterBox, listening
from tests.faults.storms.numbers import chance, number
from tests.faults.storms.post_room import PostRoom
from tests.faults.storms.steps import wrap

pytestmark = [
    pytest.mark.slow,
    pytest.mark.hazard("HZ-02"),
    pytest.mark.timeout(300 + 2 * number("CUTS", 0)),
]

WAYS: tuple[Way, Way] = ("out", "back")


@pytest.fixture
def place() -> Place:
    """Our listener is asked from this process, which stays where it is."""
    return Place()


@pytest.fixture
def box(room: PostRoom) -> LetterBox:
    return LetterBox.of(room)


def hand_over(box: LetterBox, port: int, raw: bytes, harm: Harm | None = None) -> tuple[bool, int, int]:
    """One try over a wire with this harm: whether the server heard 250, and how many bytes passed each way."""
    with Proxy(("127.0.0.1", port), harm) as wire:
        try:
            box.hand_over(wire.port, raw, patience=1 if harm else 20)
            heard = True
        except (smtplib.SMTPException, OSError):
            heard = False
        return heard, len(wire.passed["out"]), len(wire.passed["back"])


def some(length: int, wanted: int) -> list[int]:
    stride = max(1, length // wanted)
    return list(range(chance("lmtp").randrange(stride), length, stride))


def test_cut_after_every_so_many_bytes(
    box: LetterBox, record_property: Callable[[str, object], None]
) -> None:
    """As a mail server does: what was not answered with 250 is handed over again."""
    with listening() as (_, port):
        heard, out, back = hand_over(box, port, box.letter())
        assert heard
        wanted = number("CUTS", 64) // 4
        harms = [Harm("cut", "out", at) for at in (*some(out, wanted), *range(out - 14, out))]
        harms += [Harm("cut", "back", at) for at in some(back, wanted)]
        unheard = [raw for harm in harms if not hand_over(box, port, raw := box.letter(), harm)[0]]
        for raw in unheard:
            box.hand_over(port, raw)
    box.read()

    words = f"{len(harms)} cuts, {len(unheard)} handed over again, {len(box.arrivals())} letters stored once"
    table.tell(record_property, "wire to our listener cut", words)
    assert box.wrongs() == []
    assert len(unheard) > len(harms) // 2


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["half-close", "stall"])
def test_a_wire_that_ends_or_stalls_one_way(box: LetterBox, kind: str, way: Way) -> None:
    with listening() as (_, port):
        _, out, back = hand_over(box, port, box.letter())
        end = out if way == "out" else back
        for at in (end // 2, end - 30):
            raw = box.letter()
            hand_over(box, port, raw, Harm(kind, way, at))  # type: ignore[arg-type]
            box.hand_over(port, raw)
    box.read()

    assert box.wrongs() == []
    assert len(box.arrivals()) == 3


class Gullible:
    """A mutant: a listener that takes what there is of a letter when the line ends before its final dot."""

    def arm(self) -> None:
        wrap("carepost.engines.intake.sources.lmtp.protocol:Protocol.eof_received", self.take_the_rest)

    @staticmethod
    def take_the_rest(ended, line):
        if line.owed:
            rest = Delivered(bytes(line._reader._buffer), "", tuple(line.envelope.rcpt_tos))
            taking = threading.Thread(target=listener.take, args=(listener.Mailboxes(), rest))
            taking.start()
            taking.join()
        return ended(line)


def test_a_listener_that_takes_half_a_letter_is_found_out(box: LetterBox) -> None:
    with listening() as (_, healthy):
        _, out, _ = hand_over(box, healthy, box.letter())
    with listening(Gullible()) as (_, port):
        raw = box.letter()
        hand_over(box, port, raw, Harm("cut", "out", out - 40))
        box.hand_over(port, raw)

    assert any("came from nowhere" in wrong for wrong in box.wrongs())
