"""Starting the child from a thread that lives as long as this process: the kernel ends it with the thread it is of."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from carepost.ground.mailkit.process import Process


def _one_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="parser-start")


_thread = _one_thread()


def started(memory: int) -> Process:
    """A running child, whichever thread asks for it and however soon that one ends; NotStarted."""
    return _thread.submit(Process, memory=memory).result()


def _after_fork() -> None:
    global _thread
    _thread = _one_thread()  # a fork takes no thread along


os.register_at_fork(after_in_child=_after_fork)
