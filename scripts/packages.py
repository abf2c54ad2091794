"""The Debian packages that some tests need: which are missing, may we install them, and do it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

INSTALLER = Path(__file__).with_name("install_packages")
BROWSER = "chromium"


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in {"", "0", "false", "no"}


def missing(packages: Iterable[str]) -> list[str]:
    """Those not installed. `a|b` means that either will do."""
    return sorted({package for package in packages if not any(map(_installed, package.split("|")))})


def install(packages: list[str]) -> None:
    """Install them if that is allowed; the caller looks afterwards at what is still missing."""
    command = _as_root()
    if command is None or not _may(packages):
        return
    print(f"Installing {', '.join(packages)} …", flush=True)
    subprocess.run([*command, str(INSTALLER), *packages], check=False)
    if BROWSER in missing(packages):  # Ubuntu has it only as a snap, which a test cannot drive
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=False
        )


def by_hand(packages: list[str]) -> str:
    """The command a person would type."""
    return f"sudo {os.path.relpath(INSTALLER)} {' '.join(map(shlex.quote, packages))}"


def _installed(package: str) -> bool:
    if package == BROWSER and any(Path("~/.cache/ms-playwright").expanduser().glob("chromium*")):
        return True
    if not shutil.which("dpkg-query"):
        return False
    command = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout == "installed"


def _as_root() -> list[str] | None:
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if in_ci() else ["sudo"] if shutil.which("sudo") else None


def _may(packages: list[str]) -> bool:
    """Root and CI have said yes already; a person is asked; where nobody can answer, the answer is no."""
    if os.geteuid() == 0 or in_ci():
        return True
    if not sys.stdin.isatty():
        return False
    print(f"Some tests need {', '.join(packages)}. None of them is started as a service.")
    return input("Install them now, with sudo? [y/N] ").strip().lower() in {"y", "yes"}
