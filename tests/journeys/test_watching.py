"""What an operator's programs see of a running installation."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request

import pytest

from carepost.demo.cast.people import AISHA, CARDIOLOGY
from carepost.demo.story.outside import wait_for
from tests.journeys.conftest import SitsDown
from tests.journeys.staged import METRICS_TOKEN, Staged

pytestmark = pytest.mark.slow


def ask(demo: Staged, page: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(f"{demo.url}/{page}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def figures(demo: Staged) -> str:
    status, text = ask(demo, "metrics", Authorization=f"Bearer {METRICS_TOKEN}")
    assert status == 200
    return text


def test_a_load_balancer_asks_by_address_whether_people_can_be_sent_here(demo: Staged) -> None:
    assert ask(demo, "healthz", Host="10.20.30.40") == (200, "alive\n")

    status, text = ask(demo, "readyz", Host="10.20.30.40")

    assert status == 200
    assert set(json.loads(text).values()) == {True, "ok"}


@pytest.mark.hazard("HZ-06")
@pytest.mark.hazard("HZ-02")
def test_an_operator_sees_that_all_processes_live_and_what_waits(demo: Staged, at_work: SitsDown) -> None:
    assert ask(demo, "metrics")[0] == 401
    at_work(AISHA).sends("RAHMAN, Mohammed", CARDIOLOGY.address, "Journey: counted.")

    text = figures(demo)
    for process in ("worker", "listener"):
        assert re.search(rf'^carepost_process_silent_seconds{{.*process="{process}"}} ', text, re.MULTILINE)
    for figure in ("to_match", "waiting", "refused", "uncertain"):
        assert re.search(rf"^carepost_{figure} [1-9]", text, re.MULTILINE), figure
    assert re.search(r'^carepost_ledger_behind_seconds{.*process="worker"} ', text, re.MULTILINE)
    assert wait_for(lambda: 'view="compose"' in figures(demo), "The compose page among the requests")
