"""Where an instance keeps its database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from carepost.ground.kernel import Unavailable


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files of one instance's database, all below its home."""

    home: Path

    @property
    def pg(self) -> Path:
        """Ours, not the server's: a broken-into server cannot swap the folders in it."""
        return self.home / "pg"

    @property
    def data(self) -> Path:
        return self.pg / "data"

    @property
    def log(self) -> Path:
        return self.pg / "log"

    @property
    def settings(self) -> Path:
        return self.pg / "server.conf"

    @property
    def gate(self) -> Path:
        return self.pg / "start.lock"

    @property
    def users(self) -> Path:
        return self.pg / "users.lock"

    @property
    def secrets(self) -> Path:
        return self.home / "secrets"

    @property
    def superuser_password(self) -> Path:
        return self.secrets / "database-superuser"

    @property
    def passwords(self) -> Path:
        return self.secrets / "database.json"


def make(home: Path) -> Places:
    """The places below `home`, made where missing. Raises Unavailable when this user may not."""
    places = Places(Path(os.path.abspath(home)))
    try:
        places.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        places.secrets.mkdir(mode=0o700, exist_ok=True)
        places.pg.mkdir(mode=0o711, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"The folder {places.home} cannot be used: {error.strerror}.") from error
    if not os.access(places.pg, os.W_OK | os.X_OK):
        raise Unavailable(_why_not(places.pg))
    return places


def _why_not(folder: Path) -> str:
    if os.statvfs(folder).f_flag & os.ST_RDONLY:  # as Linux makes a disk on which writing failed
        return f"The disk of {folder} can only be read now. See why (`dmesg`), mend it, and start again."
    return f"The folder {folder} belongs to another user; sign in as that user."
