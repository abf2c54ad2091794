"""Processes of a test: children forked, held at a line, and killed where a test says."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

# Every call by which the vault changes the disk.
DISK_CALLS = ("mkdir", "open", "write", "fsync", "link", "unlink")
FINISHED, FAILED = 0, 70


def in_child(work: Callable[[], object]) -> int:
    """Do the work in a child of its own and give the child's pid."""
    pid = os.fork()
    if pid:
        return pid
    code = FAILED
    try:
        work()
        code = FINISHED
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def outcome(pid: int) -> int:
    """How the child ended: its exit code, or minus the signal that killed it."""
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def killed_before_step(step: int, work: Callable[[], object]) -> bool:
    """Do the work in a child killed (kill -9) before its n-th change of the disk; False if it had fewer."""

    def until_killed() -> None:
        before_each_disk_call(Countdown(step))
        work()

    code = outcome(in_child(until_killed))
    assert code in (FINISHED, -signal.SIGKILL), f"the child ended with {code}"
    return code != FINISHED


class Countdown:
    """Kills this process when it has counted down; a write gets half of its bytes out first."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def __call__(self, name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> None:
        if self.left:
            self.left -= 1
            return
        if name == "write":
            call(args[0], bytes(args[1])[: len(args[1]) // 2])
        os.kill(os.getpid(), signal.SIGKILL)


def before_each_disk_call(act: Callable[[str, Callable[..., Any], tuple[Any, ...]], None]) -> None:
    """Have `act` called before each change of the disk, in this process, for good: only for a child."""
    for name in DISK_CALLS:
        setattr(os, name, wrapped(name, getattr(os, name), act))


def wrapped(
    name: str, call: Callable[..., Any], act: Callable[[str, Callable[..., Any], tuple[Any, ...]], None]
) -> Callable[..., Any]:
    def first_act(*args: Any, **kwargs: Any) -> Any:
        act(name, call, args)
        return call(*args, **kwargs)

    return first_act
