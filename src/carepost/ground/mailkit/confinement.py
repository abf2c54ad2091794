"""What the child gives up before it reads the first message; on Linux all of it, elsewhere what can be."""

from __future__ import annotations

import ctypes
import os
import pwd
import resource
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWNET = 0x40000000
_FILES = 64


def confine(*, memory: int, parent: int) -> bool:
    """Give up memory, files, processes, network and root as far as may be; False if it is still root."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "unshare"):
        libc.unshare(_CLONE_NEWNET)  # root only; for anyone else it fails and changes nothing
    _limit(memory)
    dropped = _drop_root()
    if hasattr(libc, "prctl"):
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        # After the change of user, which would clear it.
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(0)  # it died before we could ask to die with it
    return dropped


@contextmanager
def allowed(seconds: float) -> Iterator[None]:
    """Let this process use so much more processor time, and then be killed: nobody may be left to stop it."""
    signal.signal(
        signal.SIGPROF, signal.SIG_DFL
    )  # by the kernel, for code that never comes back to Python, too
    signal.setitimer(signal.ITIMER_PROF, seconds)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)


def _limit(memory: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


def _drop_root() -> bool:
    if os.geteuid() != 0:
        return True
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return False
    # Some modules are only loaded when a message needs them; they must stay within reach.
    if not all(
        _open_to_all(Path(place)) for place in {sys.prefix, sys.base_prefix, os.path.dirname(__file__)}
    ):
        return False
    os.setgroups([])
    os.setresgid(nobody.pw_gid, nobody.pw_gid, nobody.pw_gid)
    os.setresuid(nobody.pw_uid, nobody.pw_uid, nobody.pw_uid)
    return True


def _open_to_all(place: Path) -> bool:
    resolved = place.resolve()
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (resolved, *resolved.parents))
