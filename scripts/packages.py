"""The Debian packages that some tests need: which are missing, may we install them, and do it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

INSTALLER = Path(__file__).with_name("install_packages")


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
    names = [_available(package.split("|")) for package in packages]
    print(f"Installing {' '.join(names)} …", flush=True)
    subprocess.run([*command, str(INSTALLER), *names], check=False)


def by_hand(packages: list[str]) -> str:
    """The command a person would type."""
    names = [_available(package.split("|")) for package in packages]
    return f"sudo {os.path.relpath(INSTALLER)} {' '.join(names)}"


def _installed(package: str) -> bool:
    asked = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package],
        check=False,
        capture_output=True,
        text=True,
    )
    return asked.stdout == "installed"


def _available(names: list[str]) -> str:
    """The first that this release of Debian has."""
    for name in names:
        if subprocess.run(["apt-cache", "show", name], check=False, capture_output=True).returncode == 0:
            return name
    return names[-1]


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
