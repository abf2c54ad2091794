"""The folder of the server's Unix socket: closed to everybody else, and short enough for the kernel."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from carepost.ground.kernel import Unavailable
from carepost.ground.postgres import secrets
from carepost.ground.postgres.account import Account
from carepost.ground.postgres.places import Places

LONGEST = 90  # bytes: the kernel takes 107 for folder, slash and the socket's own name
_SHARED = Path("/tmp")  # noqa: S108 - our folder in it is private and has a name nobody can guess
_PLAIN = re.compile(r"[\w./+-]+", re.ASCII)  # commas and quotes mean something in PostgreSQL's settings


def folder(places: Places, account: Account) -> Path:
    """The socket folder, made if need be. Only its owner (and root) can enter it."""
    inside = _inside(places)
    if not _fits(inside):
        return _noted(places, account) or _outside(places, account)
    inside.mkdir(mode=0o700, exist_ok=True)
    account.give(inside)
    check(inside, account)
    return inside


def known(places: Places) -> Path:
    """The socket folder as the last start left it. Raises Unavailable where there was none."""
    if _fits(_inside(places)):
        return _inside(places)
    try:
        return Path(_note(places).read_text(encoding="utf-8"))
    except OSError as error:
        raise Unavailable(f"The database of {places.home} has not been started yet.") from error


def check(path: Path, account: Account) -> None:
    """Raises Unavailable unless `path` is a real folder of the server's user that nobody else can enter."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
        raise Unavailable(
            f"The folder {path} is not safe for the database's socket: another user can reach it."
        )


def _inside(places: Places) -> Path:
    return places.pg / "run"


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) <= LONGEST and _PLAIN.fullmatch(str(path)) is not None


def _note(places: Places) -> Path:
    return places.pg / "run.path"


def _noted(places: Places, account: Account) -> Path | None:
    """The short folder made earlier, if it is still there and still ours."""
    with suppress(OSError, Unavailable):
        path = Path(_note(places).read_text(encoding="utf-8"))
        check(path, account)
        return path
    return None


def _outside(places: Places, account: Account) -> Path:
    """A new folder with a name nobody can guess, so nobody can be there first."""
    path = Path(tempfile.mkdtemp(prefix="carepost-", dir=_short_place()))
    account.give(path)
    check(path, account)
    secrets.write(_note(places), str(path))
    return path


def _short_place() -> Path:
    """A short folder in which nobody else may rename what is ours."""
    given = Path("/run") if os.geteuid() == 0 else Path(os.environ.get("XDG_RUNTIME_DIR", _SHARED))
    fits = given.is_dir() and os.access(given, os.W_OK) and len(os.fsencode(given)) < LONGEST - 20
    return given if fits and given.stat().st_uid in {0, os.geteuid()} else _SHARED
