"""Kinds drawn by the seed, handed over by LMTP to the real listener."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from structlog.testing import capture_logs

from carepost.doors.jobs.listener import LARGEST, Mailboxes, take
from carepost.engines.intake.sources.lmtp import Listener
from tests.integration.desk import Desk
from tests.malformed import oracle
from tests.malformed.kinds import made
from tests.malformed.oracle import Figures, Handed
from tests.malformed.size import SEED, drawn
from tests.malformed.telling import Record, tell
from tests.unit.intake_lmtp.conftest import Client

STORED = ["250 2.6.0 Stored"]


def on_the_wire(raw: bytes) -> bytes:
    """A message as it crosses the line: SMTP cannot say that the last line has no end."""
    return raw if not raw or raw.endswith(b"\r\n") else raw + b"\r\n"


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.hazard("HZ-10")
def test_what_is_handed_over_is_kept_to_the_byte_and_shown_once(
    desk: Desk,
    browser: Browser,
    in_a_thread: Callable[..., Callable],
    record_property: Record,
) -> None:
    handed, mailboxes = Handed(), Mailboxes()
    with (
        capture_logs() as logged,
        Listener("127.0.0.1", 0, in_a_thread(lambda mail: take(mailboxes, mail)), LARGEST) as listener,
    ):
        for kind in drawn("LMTP"):
            raw = on_the_wire(made(kind, SEED))
            with Client(listener.port) as client:
                assert client.deliver(raw, desk.mailbox.address) == STORED, kind.name
            handed.add(kind.name, raw)

    took = oracle.read_all(desk)
    figures = oracle.judge(desk, handed, oracle.items_listed(browser), took)
    tell(record_property, "LMTP", handed, figures, took)
    assert figures == Figures((), (), (), ())
    assert {one["event"] for one in logged} <= {"lmtp.odd_line_ends"}
