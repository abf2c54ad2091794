"""Tell our server from a stranger who was given its old process number."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

from carepost.ground.postgres.account import Account


def postmaster(data: Path, account: Account) -> int | None:
    """The process id of the living server of this data folder."""
    pid = _first_number(data / "postmaster.pid")
    return pid if pid and _serves(pid, data, account) else None


def clear_strangers(data: Path, sockets: Path, account: Account) -> None:
    """Remove lock files naming a living process that is not our server: PostgreSQL would not start beside it.

    A file naming a dead process stays: PostgreSQL's own check of it (is its shared memory in use?) is better.
    """
    for file in (data / "postmaster.pid", sockets / ".s.PGSQL.5432.lock"):
        pid = _first_number(file)
        if pid and Path(f"/proc/{pid}").exists() and not _serves(pid, data, account):
            file.unlink(missing_ok=True)


def _first_number(file: Path) -> int | None:
    with suppress(OSError, ValueError, IndexError):
        return abs(int(file.read_text(encoding="ascii").split()[0]))
    return None


def _serves(pid: int, data: Path, account: Account) -> bool:
    name, _, rest = _status(pid).rpartition(") ")
    is_dead = rest[:1] in {"", "Z", "X"}  # a zombie answers to kill(pid, 0) but serves nobody
    return (
        not is_dead and name.endswith("(postgres") and _working_folder(pid, account) == os.path.realpath(data)
    )


def _status(pid: int) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return ""


def _working_folder(pid: int, account: Account) -> str:
    """Empty when the process is gone or belongs to somebody else, so is not our server."""
    link = f"/proc/{pid}/cwd"
    try:
        return os.readlink(link)
    except PermissionError:  # root in a container may not look into others' processes; their owner may
        looked = account.run("readlink", link, timeout=10, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return os.fsdecode(looked.stdout).rstrip("\n")
    except OSError:
        return ""
