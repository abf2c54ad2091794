"""Run the tests: install what they need where that is allowed, run what can run, say plainly what did not."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import packages

TESTS = Path("tests")
NO_TESTS = 5  # pytest's status when -k or -m left nothing to run


@dataclass(frozen=True)
class Suite:
    """A folder of tests and the Debian packages without which it cannot run.

    `wants`: with these it shows more; without, its tests do the next best and say so.
    """

    folder: str
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    on_debians_postgres: bool = False

    @property
    def path(self) -> Path:
        return TESTS / self.folder

    def __str__(self) -> str:
        return f"{self.path} on Debian's PostgreSQL" if self.on_debians_postgres else str(self.path)


# What depends on the engine; pages and the outside world do not, and have been tried on ours.
ENGINE_ROOMS = (
    "isolation",
    "writing",
    "delivering",
    "receiving",
    "triage",
    "conversations",
    "practices",
    "ledger",
)

SUITES = (
    Suite("unit"),
    Suite("architecture"),
    Suite("integration"),
    Suite("faults", wants=("strace", "iproute2", "btrfs-progs", "e2fsprogs")),
    Suite("wire", ("postfix", "dovecot-core", "dovecot-imapd", "dovecot-lmtpd", "openssl", "iproute2")),
    Suite("malformed", ("dovecot-core", "dovecot-imapd", "dovecot-lmtpd", "openssl")),
    Suite("journeys", ("chromium", "fonts-liberation")),
    Suite("upgrade", ("postgresql-15|postgresql",)),
    *(
        Suite(f"integration/{room}", ("postgresql-15|postgresql",), on_debians_postgres=True)
        for room in ENGINE_ROOMS
    ),
)


def main() -> int:
    options = _options()
    suites = [suite for suite in SUITES if any(suite.path.rglob("test_*.py"))]
    needed = {package for suite in suites for package in suite.needs}
    wanted = {package for suite in suites for package in suite.wants}
    if lacking := packages.missing(needed | wanted):
        packages.install(lacking)
    lacking = packages.missing(needed)
    left_out = [suite for suite in suites if set(suite.needs) & set(lacking)]
    if left_out and packages.in_ci():
        print(
            f"In CI nothing is left out, and these packages are missing: {' '.join(lacking)}", file=sys.stderr
        )
        return 1

    status = _run_all([suite for suite in suites if suite not in left_out], options)

    if left_out:
        print("\nNOT RUN, for want of Debian packages:")
        for suite in left_out:
            print(f"  {suite} needs {', '.join(sorted(set(suite.needs) & set(lacking)))}")
        print(f"To run them too:  {packages.by_hand(lacking)}  and then  make test")
    return status


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", default="3", help="how many tests at once")
    parser.add_argument("pytest", nargs="*", help="further arguments for pytest, after --")
    return parser.parse_args()


def _run_all(suites: list[Suite], options: argparse.Namespace) -> int:
    """All on our own PostgreSQL together, then what is to hold on Debian's too. Gives the first failure's status."""
    ours = [str(suite.path) for suite in suites if not suite.on_debians_postgres]
    debians = [str(suite.path) for suite in suites if suite.on_debians_postgres]
    statuses = [_pytest(options, ours)]
    if debians:
        print("\nThe same on Debian's PostgreSQL:", flush=True)
        statuses.append(_pytest(options, debians, CAREPOST_TEST_POSTGRES="debian"))
    return next((status for status in statuses if status), 0)


def _pytest(options: argparse.Namespace, folders: list[str], **environment: str) -> int:
    """Several at once, shared out by `tests.balance`."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        options.jobs,
        "--dist",
        "loadfile",
        "-p",
        "tests.balance",
    ]
    if packages.in_ci():
        command += ["-p", "tests.no_skips"]
    done = subprocess.run(
        [*command, *options.pytest, *folders], check=False, env=_environment() | environment
    )
    nothing_chosen = done.returncode == NO_TESTS and options.pytest
    return 0 if nothing_chosen else done.returncode


def _environment() -> dict[str, str]:
    """The tests make instances of their own; the one of the person running them is not theirs to find."""
    own = ("CAREPOST_", "DATABASE_", "PG")
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(own) or name.startswith("CAREPOST_TEST")
    }


if __name__ == "__main__":
    sys.exit(main())
