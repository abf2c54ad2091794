"""What each storm came to, for the end of the test run. It travels as a test's properties: xdist brings them home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from tests.faults.storms.numbers import seed
from tests.faults.storms.steps import Step

PREFIX = "storm: "


def keep(
    record_property: Callable[[str, object], None],
    path: str,
    steps: Iterable[Step],
    struck: Iterable[Step],
    more: str,
) -> None:
    """Remember what was struck on this path, step by step, and what came of it."""
    counted = Counter(step.name for step in struck)
    rows = [f"{counted[step.name]:5d}  {step.name}" for step in steps]
    total = f"{counted.total():5d}  in all: {more} (CAREPOST_SEED={seed()})"
    record_property(PREFIX + path, "\n".join([*rows, total]))


def tell(record_property: Callable[[str, object], None], storm: str, words: str) -> None:
    """Remember in a sentence what another kind of storm came to."""
    record_property(PREFIX + storm, f"{words} (CAREPOST_SEED={seed()})")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of each storm."""
    reports = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    for report in reports:
        for name, rows in getattr(report, "user_properties", ()):
            if name.startswith(PREFIX) and report.when == "call":
                terminalreporter.section(name)
                terminalreporter.write_line(rows)
