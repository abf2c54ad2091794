"""Kills per step, for the end of the test run. They travel as a test's properties, so that xdist brings them home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from tests.faults.storms.steps import Step

PREFIX = "kills: "


def keep(
    record_property: Callable[[str, object], None], path: str, struck: Iterable[Step], more: str
) -> None:
    """Remember what was struck on this path, and what came of it."""
    counted = Counter(step.name for step in struck)
    rows = [f"{times:5d}  {name}" for name, times in counted.items()]
    record_property(PREFIX + path, "\n".join([*rows, f"{counted.total():5d}  in all: {more}"]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print a table for each storm."""
    reports = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    for report in reports:
        for name, rows in getattr(report, "user_properties", ()):
            if name.startswith(PREFIX) and report.when == "call":
                terminalreporter.section(name)
                terminalreporter.write_line(rows)
