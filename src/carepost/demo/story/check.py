"""The story without a screen: a step a line, PASS or FAIL; nothing is believed that was not seen on both sides."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from carepost.demo.stage.stage import Stage
from carepost.demo.story.scene import Scene
from carepost.demo.story.steps import STEPS, Step
from carepost.ground.kernel import CarepostError

FAILURES = (
    AssertionError,
    CarepostError,
    OSError,
    LookupError,
    StopIteration,
    ValueError,
    subprocess.SubprocessError,
)


@dataclass(frozen=True, slots=True)
class Result:
    step: str
    ok: bool
    detail: str


def run(stage: Stage, *, as_json: bool, steps: Sequence[Step] = STEPS) -> int:
    """0 only if every step passed. After a failure the rest is still tried: each says something."""
    results: list[Result] = []
    try:
        with stage.up():
            scene = Scene(stage)
            for step in steps:
                results.append(_played(scene, step))
                _tell(results[-1], as_json)
            results.append(_still_running(stage))
            _tell(results[-1], as_json)
    except FAILURES as error:
        results.append(Result("The demo starts", False, str(error)))
        _tell(results[-1], as_json)
    if as_json:
        print(json.dumps([asdict(result) for result in results], indent=1, ensure_ascii=False))
    return 0 if results and all(result.ok for result in results) else 1


def _played(scene: Scene, step: Step) -> Result:
    name, play = step
    began = time.monotonic()
    try:
        detail = play(scene)
    except FAILURES as error:
        return Result(name, False, f"{type(error).__name__}: {error}")
    return Result(
        name, True, f"{detail} ({time.monotonic() - began:.1f} s)" if detail.endswith(")") else detail
    )


def _still_running(stage: Stage) -> Result:
    ended = stage.company.ended()
    name = "Every process is still running"
    return Result(name, ended is None, f"{ended} ended" if ended else ", ".join(stage.company.running))


def _tell(result: Result, as_json: bool) -> None:
    out = sys.stderr if as_json else sys.stdout
    print(f"{'PASS' if result.ok else 'FAIL'}  {result.step}\n      {result.detail}", file=out, flush=True)
