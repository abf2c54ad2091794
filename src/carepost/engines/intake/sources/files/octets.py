"""Reading one file whole, if it is a plain file of bearable size."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path

LINK = "it is a link, and links are not followed: import what it points to"
GONE = "it went away while the others were read"
NO_FILE = "it is no plain file"


class Unread(Exception):
    """The argument is a clause for people that says why."""


def whole(path: Path, largest: int) -> bytes:
    """The file's octets. Raises Unread, and FileNotFoundError where it is not there any more."""
    try:
        handle = _opened(path)
    except FileNotFoundError:
        raise
    except OSError as trouble:
        raise Unread(LINK if path.is_symlink() else because(trouble)) from trouble
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        os.close(handle)  # no file can be made of a folder's
        raise Unread(NO_FILE)
    with os.fdopen(handle, "rb") as file:
        if found.st_size > largest:
            raise Unread(too_large(found.st_size, largest))
        try:
            raw = file.read(largest + 1)
        except OSError as trouble:
            raise Unread(because(trouble)) from trouble
    if len(raw) > largest:  # it grew meanwhile
        raise Unread(too_large(len(raw), largest))
    return raw


def _opened(path: Path) -> int:
    # Without O_NONBLOCK a pipe among the files would hold up the import for ever.
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)


def because(trouble: OSError) -> str:
    return f"it cannot be opened ({(trouble.strerror or 'no reason given').lower()})"


def too_large(size: int, largest: int) -> str:
    return f"it has {size / 1e6:,.0f} MB, and no message may have more than {largest / 1e6:,.0f} MB"


def name_of(place: Path) -> str:
    """A place in the file system as 32 hex digits that do not give its name away to whoever reads the table."""
    return sha256(os.fsencode(place)).hexdigest()[:32]
