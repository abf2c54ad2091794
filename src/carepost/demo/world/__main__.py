"""`python -m carepost.demo.world`: the outside world as one process, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
from pathlib import Path

from carepost.demo.world.files import read_record
from carepost.demo.world.run import run
from carepost.demo.world.settings import load


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m carepost.demo.world", description=__doc__)
    parser.add_argument("--state", type=Path, required=True, help="folder for what is kept")
    parser.add_argument("--ports", type=Path, required=True, help="ready file: ports, accounts")
    parser.add_argument("--settings", type=Path, required=True, help="JSON file of settings")
    given = parser.parse_args()
    try:
        run(load(state=given.state, ready=given.ports, data=read_record(given.settings)))
    except OSError as error:
        parser.exit(1, f"The outside world cannot start: {error}\n")


if __name__ == "__main__":
    main()
