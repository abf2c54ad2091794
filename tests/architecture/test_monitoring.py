"""What operators are told to watch is there: figures, alert rules, events of the log, units."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from carepost.doors.web.watching import names
from carepost.doors.web.watching.requests import BUCKETS
from tests.architecture.house import ROOT, Module, name_of, planted, source

OPERATE = ROOT / "docs" / "operate"
RULES = OPERATE / "prometheus" / "carepost.rules.yml"
FIGURE = re.compile(r"\bcarepost_\w+")
LOGGERS, LEVELS = {"log"}, {"debug", "info", "warning", "error", "critical", "exception"}


def figures() -> set[str]:
    """Every name a scrape may have."""
    counted = {f"carepost_{name}_total" for name in names.COUNTED}
    told = {f"carepost_{name}" for name in names.HELP if name not in names.COUNTED}
    seconds = {f"carepost_request_seconds{end}" for end in ("", "_bucket", "_sum", "_count")}
    return counted | told | seconds | {"carepost_requests_total"}


def unknown_figures(text: str) -> list[str]:
    return sorted(
        set(FIGURE.findall(text)) - figures() - {"carepost_app", "carepost_ledger", "carepost_owner"}
    )


def events(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for call in module.calls() if not module.is_in(["carepost.demo", "carepost.bench"]) else ():
            owner, _, level = name_of(call.func).rpartition(".")
            if owner in LOGGERS and level in LEVELS and call.args and isinstance(call.args[0], ast.Constant):
                yield call.args[0].value


def test_every_alert_asks_for_figures_that_there_are() -> None:
    text = RULES.read_text(encoding="utf-8")
    assert text.count("- alert: ") == text.count("expr: ") == text.count("summary: ") > 15
    assert unknown_figures(text) == []


def test_an_alert_on_a_figure_that_is_gone_is_found() -> None:
    assert unknown_figures("carepost_to_match > 1 and carepost_no_such > 2") == ["carepost_no_such"]


def test_every_figure_is_explained_to_operators() -> None:
    text = (OPERATE / "monitoring.md").read_text(encoding="utf-8")
    assert [name for name in unknown_figures(text) if name != "carepost_practice_"] == []
    ones = {name for name in figures() if not name.startswith("carepost_practice_")}
    assert {name for name in ones if not re.search(rf"`{name}`", text)} == {
        f"carepost_request_seconds{end}" for end in ("_bucket", "_sum", "_count")
    }
    assert tuple(sorted(BUCKETS)) == BUCKETS


def test_every_event_of_the_log_is_explained_to_operators() -> None:
    text = (OPERATE / "processes.md").read_text(encoding="utf-8")
    said = set(events(source()))
    assert len(said) > 15
    assert {event for event in said if f"`{event}`" not in text} == set()


def test_an_event_nobody_explains_is_found() -> None:
    assert list(events(planted("carepost.x", "log.info('x.happened', count=1)"))) == ["x.happened"]


@pytest.mark.parametrize("process", ["worker", "listener"])
def test_systemd_is_asked_to_start_anew_what_stands_still(process: str) -> None:
    unit = (OPERATE / "systemd" / f"carepost-{process}.service").read_text(encoding="utf-8")
    assert "Type=notify\n" in unit
    assert re.search(r"^WatchdogSec=\d+$", unit, re.MULTILINE)
    assert "Restart=on-failure" in unit, "a watchdog's kill counts as a failure"
