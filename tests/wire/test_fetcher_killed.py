"""Kill the fetcher or cut its line at a real Dovecot: what the mailbox has is stored once, whatever became of us."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from carepost.domain.tenancy.context import acting_for
from carepost.doors.jobs import fetcher
from carepost.engines.intake.models import Arrival
from carepost.engines.intake.sources.imap import ImapSettings, ImapSource
from carepost.ground.kernel import Unavailable, new_id
from tests.cast import Cast
from tests.faults.network.proxy import Harm, Proxy
from tests.faults.storms import forks, table
from tests.faults.storms.numbers import chance, number
from tests.faults.storms.receiving import FETCHED
from tests.faults.storms.steps import Step, plan, wrap
from tests.wire.conftest import World
from tests.wire.dovecot import PASSWORD

pytestmark = [
    pytest.mark.slow,
    pytest.mark.hazard("HZ-02"),
    pytest.mark.timeout(300 + 2 * number("FETCH_KILLS", 0)),
]

LISTING = "carepost.engines.intake.sources.imap.listing"
STEPS = [
    Step("IMAP: signed in", "carepost.engines.intake.sources.imap.connection:_signed_in"),
    Step("IMAP: listed, nothing fetched", f"{LISTING}:facts"),
    Step("IMAP: fetched, not handed over", f"{LISTING}:raw"),
    *FETCHED,
]


@dataclass
class Box:
    """Riverside's mailbox, at a Dovecot. `sent`: how often each digest was put into it."""

    cast: Cast
    world: World
    user: str
    sent: Counter[str] = field(default_factory=Counter)

    def put(self) -> None:
        name = f"letter {self.sent.total()}"
        raw = f"From: Dr P Shah <p@northside.example>\r\nSubject: {name}\r\n\r\n.\r\n..{name}\r\n".encode()
        with self.world.dovecot.opened(self.user) as imap:
            imap.append("INBOX", "", "", raw)
        self.sent[hashlib.sha256(raw).hexdigest()] += 1

    def fetch(self, port: int | None = None) -> None:
        settings = ImapSettings(
            host="localhost",
            username=self.user,
            password=PASSWORD,
            port=port or self.world.dovecot.ports.imaps,
            ca_file=self.world.authority.file,
            timeout=20.0,
        )
        fetcher.fetch(self.cast.riverside.mailbox, ImapSource(settings))

    def stored(self) -> Counter[str]:
        practice = self.cast.riverside.practice.id
        with acting_for(practice):
            return Counter(Arrival.objects.of(practice).values_list("sha256", flat=True))


@pytest.fixture
def box(committed_cast: Cast, world: World) -> Box:
    """An empty mailbox for this test."""
    return Box(committed_cast, world, f"fetched-{new_id()}@carepost.test")


def test_kill_the_fetcher_at_every_step(box: Box, record_property: Callable[[str, object], None]) -> None:
    struck = plan(STEPS, number("FETCH_KILLS", 30))
    chance("fetch").shuffle(struck)

    for step in struck:
        box.put()
        box.put()
        assert forks.dies(lambda step=step: (step.arm(), box.fetch())), step.name
    forks.survives(box.fetch)

    words = f"{box.sent.total()} letters at Dovecot, {box.stored().total()} stored once"
    table.keep(record_property, "kills of the fetcher at Dovecot", STEPS, struck, words)
    assert box.stored() == box.sent


def test_cut_its_line_after_every_so_many_bytes(
    box: Box, record_property: Callable[[str, object], None]
) -> None:
    box.put()
    with Proxy(("127.0.0.1", box.world.dovecot.ports.imaps)) as wire:
        box.fetch(wire.port)
        length = {way: len(passed) for way, passed in wire.passed.items()}
    wanted = number("CUTS", 64) // 4
    cuts = [Harm("cut", way, at) for way in ("out", "back") for at in some(length[way], wanted)]

    for harm in cuts:
        box.put()
        with Proxy(("127.0.0.1", box.world.dovecot.ports.imaps), harm) as wire, suppress(Unavailable):
            box.fetch(wire.port)
    box.fetch()

    table.tell(
        record_property,
        "wire to Dovecot cut",
        f"{len(cuts)} cuts, {box.sent.total()} letters, each stored once",
    )
    assert box.stored() == box.sent


def some(length: int, wanted: int) -> list[int]:
    stride = max(1, length // wanted)
    return list(range(chance("imap").randrange(stride), length, stride))


def test_a_fetcher_whose_cursor_goes_first_is_found_out(box: Box) -> None:
    """A mutant: it is killed when it has noted a letter as seen, and not stored it."""
    box.put()

    def hasty() -> None:
        wrap("carepost.doors.jobs.fetcher:accept", lambda _accept, **_: None)
        FETCHED[-1].arm()
        box.fetch()

    assert forks.dies(hasty)
    box.fetch()

    assert box.stored() != box.sent
