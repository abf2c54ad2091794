"""An instance of the benchmark's own: made in a temporary home, as durable as any, and removed afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from carepost.config.instance import Instance
from carepost.doors.commands.running import running
from carepost.ground.kernel import Unavailable

NOT_OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_LEDGER_URL")
ACCOUNT_DOMAIN = "nhs.example"
"""where its made-up people may have accounts"""


@contextmanager
def own_instance() -> Iterator[Instance]:
    """Django ready as the app, on a fresh database; nothing of Django may have been imported before.

    Never an instance that somebody uses: a benchmark fills what it measures with made-up mail.
    """
    home = Path(tempfile.mkdtemp(prefix="carepost-bench-"))
    home.chmod(0o711)  # as the demo's: the database runs as a user of its own when we are root
    for name in NOT_OURS:
        os.environ.pop(name, None)
    os.environ |= {"CAREPOST_HOME": str(home), "CAREPOST_ACCOUNT_DOMAINS": json.dumps([ACCOUNT_DOMAIN])}
    try:
        _make()
        with running() as instance:
            yield instance
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _make() -> None:
    command = [sys.executable, "-m", "carepost", "init"]
    # Its recovery sheet opens nothing that outlives the benchmark.
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        raise Unavailable("The benchmark's own instance could not be made; the reason stands above.")
