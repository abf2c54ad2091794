"""The long storms: what CI does for minutes, done for hours; each suite with its own number, all seeds told.

    make storm                                   all of it
    make storm ARGS="kills power --seed 7"       some of it, again as it was
    make storm ARGS="--scale 0.1"                a tenth of it

Nothing stops it but Ctrl-C: what fails is in the table at the end, with the seed that makes it fail again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import packages

FIGURES = re.compile(r"=+ storm: (.+?) =+\n(.*?)(?=\n=+ |\n\d+ (?:passed|failed)|\Z)", re.DOTALL)
NEEDS = ("strace", "iproute2", "btrfs-progs", "e2fsprogs", "dovecot-imapd", "dovecot-lmtpd", "postfix")


@dataclass(frozen=True)
class Storm:
    """Tests, and the variables (CAREPOST_...) that make them long; whole numbers among them are scaled.

    `rounds`: each with its part and a seed of its own, so that a failure in one leaves the figures of the others.
    """

    name: str
    tests: tuple[str, ...]
    long: dict[str, int | str]
    rounds: int = 1
    only: str = ""

    def settings(self, scale: float) -> dict[str, str]:
        """For one round."""
        return {
            f"CAREPOST_{name}": str(
                max(1, round(value * scale / self.rounds)) if isinstance(value, int) else value
            )
            for name, value in self.long.items()
        }


STORMS = (
    Storm("kills", ("tests/faults/storms",), {"KILLS": 10_000}, rounds=8, only="at_every_step"),
    Storm("fetcher", ("tests/wire/test_fetcher_killed.py",), {"FETCH_KILLS": 1_000, "CUTS": 400}),
    Storm("cuts", ("tests/faults/network",), {"CUTS": 1_000}),
    Storm("database", ("tests/faults/storms/test_database_killed.py",), {"DATABASE_KILLS": 200}),
    Storm("disk", ("tests/faults/disk",), {}),
    Storm("power", ("tests/faults/power",), {"POWER_CUTS": 200}, rounds=4),
    Storm("ledger", ("tests/integration/ledger",), {"TAMPERINGS": 1_000}),
    Storm("malformed", ("tests/malformed",), {"MALFORMED": "1", "FUZZ": 50_000}),
    Storm("timings", ("tests/integration/joining/test_told_apart.py",), {"TIMINGS": 10_000}, only="clock"),
    Storm(
        "isolation",
        ("tests/integration/crawl", "tests/integration/isolation"),
        {"CRAWL": "everything", "MODEL_EXAMPLES": 1_000},
    ),
)


@dataclass
class Result:
    """What one round came to: pytest's last line, and the figures its storms told."""

    storm: str
    seed: int
    asked: str
    ended: str
    seconds: int
    good: bool
    figures: dict[str, str] = field(default_factory=dict)


def main() -> int:
    options = _options()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    if lacking := packages.missing(NEEDS):
        packages.install(lacking)
    print(f"CAREPOST_SEED={seed}", flush=True)
    chosen = [storm for storm in STORMS if not options.storms or storm.name in options.storms]
    there = [storm for storm in chosen if any(Path(test).exists() for test in storm.tests)]
    results = [_round(storm, seed + number, options) for storm in there for number in range(storm.rounds)]
    _table(results)
    if options.json:
        Path(options.json).write_text(json.dumps([asdict(result) for result in results], indent=2) + "\n")
    return 0 if all(result.good for result in results) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    names = ", ".join(storm.name for storm in STORMS)
    parser.add_argument("storms", nargs="*", metavar="STORM", help=f"which: {names} (all)")
    parser.add_argument("--seed", type=int, help="the first round's; each round has the next")
    parser.add_argument("--scale", type=float, default=1.0, help="times the numbers of the long version")
    parser.add_argument("--jobs", default="2", help="how many tests at once")
    parser.add_argument("--json", help="a file for the figures")
    return parser.parse_args()


def _round(storm: Storm, seed: int, options: argparse.Namespace) -> Result:
    long = storm.settings(options.scale)
    asked = " ".join(f"{name}={value}" for name, value in long.items()) or "as in CI"
    print(f"\n{storm.name}: {asked} CAREPOST_SEED={seed}", flush=True)
    tests = [test for test in storm.tests if Path(test).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-n", options.jobs, "--dist", "loadfile", *tests]
    command += ["-k", storm.only] if storm.only else []
    settings = os.environ | long | {"CAREPOST_SEED": str(seed)}
    began = time.monotonic()
    done = subprocess.run(command, check=False, env=settings, stdout=subprocess.PIPE, text=True)
    print(done.stdout, flush=True)
    lines = done.stdout.strip().splitlines()
    figures = {name: rows.strip() for name, rows in FIGURES.findall(done.stdout)}
    seconds, ended = round(time.monotonic() - began), lines[-1] if lines else "nothing was said"
    return Result(storm.name, seed, asked, ended, seconds, done.returncode == 0, figures)


def _table(results: list[Result]) -> None:
    print(f"\n{'storm':10} {'seed':>9}  {'':4} what came of it")
    for result in results:
        verdict = "good" if result.good else "BAD"
        print(f"{result.storm:10} {result.seed:9}  {verdict:4} {result.ended} [{result.asked}]")
        for name, rows in result.figures.items():
            print(f"{'':27} {name}: {_in_a_line(rows)}")


def _in_a_line(rows: str) -> str:
    """The sum, where there is one."""
    first, *others = rows.splitlines() or [""]
    return next((row for row in others if "in all:" in row), first).strip()


if __name__ == "__main__":
    sys.exit(main())
