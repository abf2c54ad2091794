"""Every kind by `carepost import`, and every page that shows it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.test import Client
from structlog.testing import capture_logs

from carepost.actions.receiving.importing import Import
from carepost.doors.jobs.listener import LARGEST
from carepost.engines.intake.models import Arrival
from carepost.engines.intake.sources.files import recognise
from tests.integration.desk import Desk
from tests.integration.letters import mail
from tests.malformed import oracle, pages
from tests.malformed.kinds import KINDS, made
from tests.malformed.oracle import Figures, Handed
from tests.malformed.size import SEED, drawn
from tests.malformed.telling import Record, tell

GOOD = "a good letter"
EVERY = 20
"""kinds, and then a good letter, to see that it is read"""
PERSONAL = (
    "hospital.example",
    "attack.example",
    "Heart Clinic",
    "potassium",
    "Adeyemi",
    "999 000",
    "Letter ",
)


@pytest.fixture
def handed(tmp_path: Path) -> Handed:
    """A folder of every kind, and good letters between."""
    handed = Handed()
    for number, kind in enumerate(drawn("import")):
        raw = made(kind, SEED)
        handed.add(kind.name, raw)
        (tmp_path / f"{number:04}.eml").write_bytes(raw)
        if number % EVERY == 0:
            good = mail(f"The good letter {number}.")
            handed.add(GOOD, good)
            (tmp_path / f"{number:04}-good.eml").write_bytes(good)
    return handed


def assert_pages_are_harmless(browser: Client, desk: Desk) -> int:
    """Open every item, its layout where it has one, and the original of what could not be read; how many pages."""
    with desk.acting():
        arrivals = list(Arrival.objects.of(desk.id).order_by("at", "id"))
    opened = 0
    for arrival in arrivals:
        opened += assert_item_is_harmless(browser, arrival)
        if arrival.state == Arrival.State.UNREADABLE:
            answer = browser.get(f"/matching/{arrival.id}/original")
            assert oracle.digest(answer.content) == arrival.sha256
            assert answer.headers["Content-Disposition"].startswith("attachment")
    return opened


def assert_item_is_harmless(browser: Client, arrival: Arrival) -> int:
    answer = browser.get(f"/matching/{arrival.id}")
    page = answer.content.decode()
    assert (answer.status_code, pages.faults(page)) == (200, []), arrival.subject[:80]
    if f"/matching/{arrival.id}/html" not in page:
        return 1
    layout = browser.get(f"/matching/{arrival.id}/html")
    assert (layout.status_code, pages.faults_of_layout(layout.content.decode())) == (200, []), (
        arrival.subject[:80]
    )
    assert layout.headers["Content-Security-Policy"].startswith(pages.GUARDED)
    return 2


def assert_good_letters_were_read(desk: Desk, handed: Handed) -> None:
    good = [sha for sha, names in handed.kinds.items() if GOOD in names]
    with desk.acting():
        states = Arrival.objects.of(desk.id).filter(sha256__in=good).values_list("state", "from_address")
        assert list(states) == [("needs_matching", "cardiology@northside.example")] * len(good)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.hazard("HZ-01")
@pytest.mark.hazard("HZ-03")
@pytest.mark.hazard("HZ-04")
@pytest.mark.hazard("HZ-10")
def test_every_kind_is_kept_to_the_byte_shown_once_and_keeps_nothing_waiting(
    desk: Desk,
    browser: Client,
    handed: Handed,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    record_property: Record,
) -> None:
    with capture_logs() as logged, caplog.at_level(logging.DEBUG):
        run = Import(desk.system, desk.mailbox.id, "tests")
        assert list(run.store(recognise(tmp_path, LARGEST)))
        took = oracle.read_all(desk)
        listed = oracle.items_listed(browser)
        opened = assert_pages_are_harmless(browser, desk)

    figures = oracle.judge(desk, handed, listed, took)
    tell(record_property, "import", handed, figures, took)
    assert run.left_out == []
    assert figures == Figures((), (), (), ())
    assert_good_letters_were_read(desk, handed)
    assert opened >= len(handed.kinds)
    said = f"{logged} {caplog.text}"
    assert [word for word in PERSONAL if word in said] == []


@pytest.mark.hazard("HZ-03")
def test_nothing_malformed_is_ever_matched_by_itself(desk: Desk) -> None:
    """Not even where it carries the thread of a letter of ours: somebody else's name or a second sender is in it."""
    envelope = desk.sent()
    thread = f"In-Reply-To: {envelope.mime_message_id}\r\n".encode()
    senders = [kind for name, kind in KINDS.items() if name.startswith("people/sender")]
    for kind in senders:
        desk.accept(thread + made(kind, SEED))
    oracle.read_all(desk)
    with desk.acting():
        assert Arrival.objects.of(desk.id).filter(state="matched").count() == 0
        assert Arrival.objects.of(desk.id).count() == len(senders)
