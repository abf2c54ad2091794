"""Which worker gets which tests: a file is one worker's, so are the journeys at one demo, and the long begin first.

By itself xdist begins with the files of many tests, which leaves the storms, few and long, for one worker at the end.
"""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

OWN_STAGE = ("tests/journeys/test_gallery.py", "tests/journeys/test_demo_command.py")
"""journeys that do not use the demo of the others"""
JOURNEYS = "tests/journeys"
LONGEST = (
    JOURNEYS,
    "tests/faults/power/test_power_cuts.py",
    "tests/journeys/test_demo_command.py",
    "tests/faults/storms/test_receiving.py",
    "tests/integration/bench/test_the_others.py",
    "tests/faults/storms/test_sending.py",
    "tests/journeys/test_gallery.py",
    "tests/faults/postgres/test_life.py",
    "tests/faults/network/test_smtp.py",
    "tests/integration/bench/test_measuring.py",
    "tests/faults/postgres/test_safety.py",
    "tests/faults/storms/test_database_killed.py",
    "tests/faults/disk/test_database_full.py",
    "tests/integration/crawl/test_crawl.py",
    "tests/faults/storms/test_placing.py",
    "tests/upgrade/test_release.py",
    "tests/malformed/test_import.py",
    "tests/malformed/test_imap.py",
    "tests/malformed/test_lmtp.py",
)
"""What takes more than some twenty seconds, by `--durations`; the others follow in their order."""


class LongestFirst(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LongestFirst:
    config.option.loadscopereorder = False
    return LongestFirst(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _rank(unit(item.nodeid)))


def unit(nodeid: str) -> str:
    """What one worker does as a whole: a file, or all journeys at the one demo."""
    file = nodeid.partition("::")[0]
    return JOURNEYS if file.startswith(JOURNEYS) and file not in OWN_STAGE else file


def _rank(name: str) -> int:
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)
