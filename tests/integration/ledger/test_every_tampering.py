"""A hundred tamperings of every kind by somebody who has the server and the signing key: all are found."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from carepost.ground.kernel import Conflict
from tests.faults.storms.table import PREFIX
from tests.integration.ledger.histories import KINDS
from tests.integration.ledger.scene import Scene, number
from tests.integration.ledger.tamperings import Kind

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

ON_THE_SECOND_ENGINE = os.environ.get("CAREPOST_TEST_POSTGRES") == "debian"
HOW_MANY = number("CAREPOST_TAMPERINGS", len(KINDS) if ON_THE_SECOND_ENGINE else 100)
SEED = number("CAREPOST_SEED", 20261122)
OF_ONE_LEDGER = 25
"""tamperings before the next two practices are made"""


@dataclass
class Tally:
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    missed_without: Counter[str] = field(default_factory=Counter)

    def lines(self) -> str:
        rows = [
            f"{times:5d}  {name.replace('_', ' ')}"
            f" (the export itself refused: {self.refused[name]}; missed without the file outside:"
            f" {self.missed_without[name]})"
            for name, times in self.done.items()
        ]
        summary = f"{self.done.total():5d}  in all, {len(self.missed)} missed; seed {SEED}"
        return "\n".join([*rows, summary])


def tamper(scene: Scene, kind: Kind, tally: Tally) -> None:
    """Once, and what is handed out by the program and by the thief is judged."""
    name = kind.__name__
    scene.as_it_was()
    assert scene.verdict(scene.export(), deep=True)["findings"] == [], "a false alarm"
    scene.as_it_was()
    file = kind(scene)
    tally.done[name] += 1

    if file is None:
        judge(scene, refused_or(scene.export, name, tally), name, "the program", tally)
        file = refused_or(lambda: scene.export_quietly(scene.ledger.folder / "elsewhere"), name, tally)
        if name == "edit_a_detail":
            return  # what only the program can open, only the program can judge
    judge(scene, file, name, "the thief", tally)
    if file:
        tally.missed_without[name] += scene.verdict(file, since=False)["result"] == "good"


def refused_or(export: Callable[[], Path], name: str, tally: Tally) -> Path | None:
    """None where the program says that the ledger cannot be as it was."""
    try:
        return export()
    except Conflict:
        tally.refused[name] += 1
        return None


def judge(scene: Scene, file: Path | None, name: str, by: str, tally: Tally) -> None:
    if file and scene.verdict(file)["result"] != "tampered":
        tally.missed.append(f"{name}, handed out by {by} (number {tally.done.total()})")


def test_every_tampering_is_found_and_an_untouched_ledger_never_blamed(
    ledger, riverside, millbrook, record_property
):
    tally, chance = Tally(), random.Random(SEED)
    scene = Scene(ledger, riverside, millbrook, chance)
    for turn in range(HOW_MANY):
        if turn % OF_ONE_LEDGER == 0:
            scene.live()
        tamper(scene, KINDS[turn % len(KINDS)], tally)
    scene.thief.close()

    record_property(f"{PREFIX}tamperings with a ledger", tally.lines())
    print(tally.lines())
    assert tally.missed == []
    # What the outside file is for: without it the same check misses some of them, so it can fail.
    assert tally.missed_without.total() > HOW_MANY // 20
