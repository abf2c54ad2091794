"""Which kind of archive a path is, by looking at it."""

from __future__ import annotations

from pathlib import Path

from carepost.engines.intake.sources.files.lengths import HEADER, LOOK, SIGN
from carepost.engines.intake.sources.files.letters import SUFFIX, Letters
from carepost.engines.intake.sources.files.maildir import maildirs
from carepost.engines.intake.sources.files.mbox import Mbox
from carepost.engines.intake.sources.files.octets import because
from carepost.engines.intake.sources.files.port import Archive
from carepost.engines.intake.sources.files.walk import below
from carepost.ground.kernel import NotFound, Refused, Unavailable

KINDS = "an mbox file, a Maildir, a folder of .eml files, or one .eml file"
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd")
"""how gzip, zip, bzip2, xz, 7-Zip and Zstandard begin"""


def recognise(path: Path, largest: int) -> Archive:
    """The archive at `path`, whose messages may have `largest` octets. NotFound, Refused or Unavailable if none."""
    path = path.resolve()
    try:
        if path.is_dir():
            return _folder(path, largest)
        if path.is_file():
            return _file(path, largest)
    except OSError as trouble:
        raise Unavailable(f"{path} cannot be read: {because(trouble)}.") from trouble
    if path.exists():
        raise Refused(f"{path} is neither a file nor a folder. Give {KINDS}.")
    raise NotFound(f"There is nothing at {path}. Give {KINDS}.")


def _file(path: Path, largest: int) -> Archive:
    with path.open("rb") as file:
        head = file.read(LOOK)
    if path.suffix.lower() == SUFFIX:
        return Letters([path], largest, shut=[])
    if head.startswith(SIGN):
        return Mbox(path, largest)
    if HEADER.match(head):
        return Letters([path], largest, shut=[])
    if head.startswith(_PACKED):
        raise Refused(f"{path} is packed. Unpack it, and import what was in it.")
    what = "is empty" if not head else "does not begin as a message or an mbox does"
    raise Refused(f"{path} {what}, so there is no mail to import. Give {KINDS}.")


def _folder(path: Path, largest: int) -> Archive:
    next(path.iterdir(), None)  # raises where nobody may look
    if found := maildirs(path, largest):
        return found
    files, shut = below(path)
    letters = [one for one in files if one.suffix.lower() == SUFFIX]
    if letters or shut:
        return Letters(letters, largest, shut=shut, passed_over=len(files) - len(letters))
    what = "is empty" if not files else f"holds {len(files):,} files, of which none ends in {SUFFIX}"
    raise Refused(
        f"{path} {what}, and it is no Maildir, so there is no mail to import. Give {KINDS}. "
        "Each mbox file in a folder is imported by itself."
    )
