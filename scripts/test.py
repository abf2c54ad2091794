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


@dataclass(frozen=True)
class Suite:
    """A folder of tests and the Debian packages without which it cannot run."""

    folder: str
    needs: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return TESTS / self.folder


SUITES = (
    Suite("unit"),
    Suite("architecture"),
    Suite("integration", ("postgresql-15|postgresql", "openssl")),
    Suite("faults"),
    Suite("wire", ("postfix", "dovecot-core", "dovecot-imapd", "dovecot-lmtpd", "openssl", "iproute2")),
    Suite("journeys", ("chromium",)),
)


def main() -> int:
    options = _options()
    suites = [suite for suite in SUITES if any(suite.path.rglob("test_*.py"))]
    needed = {package for suite in suites for package in suite.needs}
    if lacking := packages.missing(needed):
        packages.install(lacking)
    lacking = packages.missing(needed)
    left_out = [suite for suite in suites if set(suite.needs) & set(lacking)]
    if left_out and packages.in_ci():
        print(f"In CI nothing is left out, and these packages are missing: {' '.join(lacking)}", file=sys.stderr)
        return 1

    status = _run([suite for suite in suites if suite not in left_out], options)

    if left_out:
        print("\nNOT RUN, for want of Debian packages:")
        for suite in left_out:
            print(f"  {suite.path} needs {', '.join(sorted(set(suite.needs) & set(lacking)))}")
        print(f"To run them too:  {packages.by_hand(lacking)}  and then  make test")
    return status


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", default="2", help="how many tests at once")
    parser.add_argument("pytest", nargs="*", help="further arguments for pytest, after --")
    return parser.parse_args()


def _run(suites: list[Suite], options: argparse.Namespace) -> int:
    # By file: the tests of a file share what is dear to start (a mail server, a browser).
    command = [sys.executable, "-m", "pytest", "-n", options.jobs, "--dist", "loadfile"]
    if packages.in_ci():
        command += ["-p", "tests.no_skips"]
    folders = [str(suite.path) for suite in suites]
    return subprocess.run([*command, *options.pytest, *folders], check=False, env=_environment()).returncode


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
