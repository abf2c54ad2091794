"""The operating-system user the server runs as: never root."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carepost.ground.kernel import Unavailable

SERVER_USER = "carepost-db"
# Nothing of the caller's environment reaches the server: PGOPTIONS, LD_PRELOAD or a locale would change it.
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Account:
    """A user id and group id to run the server with."""

    uid: int
    gid: int

    @property
    def is_us(self) -> bool:
        return self.uid == os.geteuid()

    def give(self, path: Path) -> None:
        """Hand `path` itself (not what it points at) to this user."""
        if not self.is_us:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def run(self, *command: str | Path, timeout: float, **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Run a program as this user, out of reach of Ctrl-C. Any: `subprocess.run`'s own options."""
        if not self.is_us:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        options.setdefault("env", ENVIRONMENT)
        options.setdefault("cwd", "/")
        arguments = [str(part) for part in command]
        try:
            return subprocess.run(
                arguments,
                check=False,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                umask=0o077,
                timeout=timeout,
                **options,
            )
        except subprocess.TimeoutExpired as error:
            raise Unavailable(f"{Path(arguments[0]).name} took longer than {timeout:.0f} seconds.") from error


def of(data: Path) -> Account:
    """Who runs the server of this data folder: its owner, ourselves, or as root a system user."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    entry = _system_user()
    return Account(entry.pw_uid, entry.pw_gid)


def open_the_way(account: Account, home: Path) -> None:
    """Let the server's user into `home`. A closed folder above it is not ours to open: refused by name."""
    if account.is_us:
        return
    mode = home.stat().st_mode
    if not mode & 0o001:
        os.chown(home, -1, account.gid)
        home.chmod(stat.S_IMODE(mode) | stat.S_IXGRP)
    walk = account.run("/bin/sh", "-c", 'cd "$0"', home, timeout=10, stderr=subprocess.DEVNULL)
    if walk.returncode:
        closed = next((str(p) for p in reversed(home.parents) if not p.stat().st_mode & 0o001), str(home))
        raise Unavailable(
            f"The database runs as the user {pwd.getpwuid(account.uid).pw_name}, who may not enter {closed}. "
            "Choose another place with CAREPOST_HOME, for example /var/lib/carepost."
        )


def _system_user() -> pwd.struct_passwd:
    """The server's own user, made on first need: sharing `nobody` would share its files."""
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        pass
    maker = shutil.which("useradd", path=ENVIRONMENT["PATH"])
    if maker:
        options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run(
            [maker, *options, "--shell", "/usr/sbin/nologin", SERVER_USER],
            check=False,  # two first starts at once: one of them makes it, both find it
            capture_output=True,
            timeout=30,
        )
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise Unavailable(
            f"PostgreSQL may not run as root and the system user {SERVER_USER} could not be made. "
            f"Make it (useradd --system --user-group {SERVER_USER}), or start Carepost as an ordinary user."
        ) from None
