"""How to reach an instance's database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from psycopg.conninfo import make_conninfo

from carepost.ground.kernel import Unavailable
from carepost.ground.postgres import sockets
from carepost.ground.postgres.places import Places

SUPERUSER = "postgres"


@dataclass(frozen=True, slots=True)
class Server:
    """The database of the instance at `home`, by its Unix socket only. Making one of these starts nothing."""

    home: Path

    @property
    def _places(self) -> Places:
        return Places(Path(os.path.abspath(self.home)))

    @property
    def socket_folder(self) -> Path:
        return sockets.known(self._places)

    @property
    def passwords(self) -> Path:
        """Where the passwords of our own logins are kept."""
        return self._places.passwords

    def conninfo(self, user: str, password: str, dbname: str) -> str:
        """libpq's `keyword=value` form."""
        return make_conninfo(host=str(self.socket_folder), user=user, password=password, dbname=dbname)

    def url(self, user: str, password: str, dbname: str) -> str:
        """libpq's address form, as DATABASE_URL takes it."""
        who = f"{quote(user, safe='')}:{quote(password, safe='')}"
        return f"postgresql://{who}@/{quote(dbname, safe='')}?{urlencode({'host': str(self.socket_folder)})}"

    def superuser_conninfo(self, dbname: str = SUPERUSER) -> str:
        """For making roles and extensions, and for tests. Raises Unavailable when there is no password."""
        path = self._places.superuser_password
        try:
            return self.conninfo(SUPERUSER, path.read_text(encoding="utf-8"), dbname)
        except OSError as error:
            raise Unavailable(f"The database's password file {path} cannot be read.") from error
