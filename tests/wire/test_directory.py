"""Somebody else's checks of SCIM, run by their own command against our site over a socket."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from tests.cast import Cast
from tests.integration.provisioning.directory import directory_of

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
FEWEST = 135
"""checks that it runs, so that a run which finds nothing to check is no success"""
PATIENCE = 300
"""seconds: on a machine with much else to do it takes ten times as long as alone"""


class Site(Protocol):
    url: str


@pytest.mark.timeout(2 * PATIENCE)
def test_every_check_of_the_external_tester_passes(committed_cast: Cast, live_server: Site) -> None:
    trust = directory_of(committed_cast.riverside, "dev")
    trust.ask(
        "GET", "/Schemas"
    )  # the first request makes the models, which takes longer than the tester waits
    shown = {"SCIM_CLI_HEADERS": f"Authorization: Bearer {trust.token}"}

    done = subprocess.run(
        [Path(sys.executable).with_name("scim"), "-u", f"{live_server.url}/scim/v2", "test"],
        env=os.environ | shown,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    lines = COLOURS.sub("", done.stdout).splitlines()
    checks = [line.split()[0] for line in lines if re.match(r"[A-Z]+ ", line)]
    assert set(checks) == {"SUCCESS"}, done.stdout + done.stderr
    assert len(checks) >= FEWEST
    assert done.returncode == 0
