"""Where the wires of these tests are: a network namespace of their own, or this machine's loopback."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWNET = 0x40000000


@dataclass(frozen=True)
class Place:
    """`namespace`: its name, or None for the loopback that everything here shares."""

    namespace: str | None = None

    def __str__(self) -> str:
        return "a network namespace of its own" if self.namespace else "this machine's loopback"

    def command(self) -> list[str]:
        """What stands before a program that is to run there."""
        return ["ip", "netns", "exec", self.namespace] if self.namespace else []

    def enter(self) -> None:
        """Go there with this process, which must be a child: nothing leads back."""
        if self.namespace:
            door = os.open(Path("/run/netns") / self.namespace, os.O_RDONLY)
            if ctypes.CDLL(None, use_errno=True).setns(door, CLONE_NEWNET):  # os.setns: Python 3.12
                raise OSError(ctypes.get_errno(), "cannot enter the namespace")
            os.close(door)

    def pull_the_cable(self) -> None:
        """From now on nothing arrives, and nobody is told. In a namespace only."""
        assert self.namespace, "this would be everybody's cable"
        _ip("-n", self.namespace, "link", "set", "lo", "down")

    def put_the_cable_back(self) -> None:
        if self.namespace:
            _ip("-n", self.namespace, "link", "set", "lo", "up")


@contextmanager
def own_place() -> Iterator[Place]:
    """A namespace for the length of a test, where root and the machine allow it; else the loopback."""
    name = f"carepost-{os.getpid()}"
    if not _may() or not _ip("netns", "add", name):
        yield Place()
        return
    try:
        made = _ip("-n", name, "link", "set", "lo", "up")
        yield Place(name) if made else Place()
    finally:
        _ip("netns", "delete", name)


def _may() -> bool:
    return os.geteuid() == 0 and shutil.which("ip") is not None


def _ip(*words: str) -> bool:
    return subprocess.run(["ip", *words], check=False, capture_output=True, timeout=20).returncode == 0
