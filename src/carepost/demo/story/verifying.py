"""Checking the ledger as a practice would: an export, and a program that knows nothing of Carepost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from carepost.demo.cast.people import RIVERSIDE
from carepost.demo.story.outside import expect
from carepost.demo.story.scene import Scene, told


def verify(scene: Scene) -> str:
    home = scene.stage.home
    export = home / "ledger-export.txt"
    environment = os.environ | scene.stage.company.environment
    command = [sys.executable, "-m", "carepost", "ledger", "export", str(export), "--practice", RIVERSIDE.ods]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    checkpoints = home / "ledger" / "checkpoints.txt"
    done = subprocess.run(
        [sys.executable, str(_verifier()), str(export), "--since", str(checkpoints), "--json"],
        check=False,
        capture_output=True,
        text=True,
    )
    expect(done.returncode == 0, f"the verifier says: {done.stdout[:300]}")
    return told(
        **{
            key: value
            for key, value in json.loads(done.stdout).items()
            if isinstance(value, int | str | bool)
        }
    )


def _verifier() -> Path:
    """Beside the sources, or inside the installed package."""
    beside = Path(__file__).parents[4] / "verifier" / "carepost_verify.py"
    return beside if beside.exists() else Path(str(files("carepost"))) / "carepost_verify.py"
