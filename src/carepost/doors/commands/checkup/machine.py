"""The machine: its disks, its clock, and the program that opens hostile mail."""

from __future__ import annotations

import ctypes
import os
import struct
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from carepost.actions.watching.evidence import DAYS, octets_of_late
from carepost.actions.watching.readiness import LEAST_ROOM
from carepost.domain.tenancy import services
from carepost.doors.commands.checkup.finding import Finding, House, look, well, wrong

AMPLE = 5_000_000_000
"""octets; below that somebody should know"""
FEW_FILES, LEAST_FILES = 100_000, 10_000
SOON = 30
"""days until a disk is full"""
MAKE_ROOM = "Make room, or move the folder to a larger disk; until then mail is refused rather than lost."
DRIFT, FAR_OFF = 2.0, 30.0
"""seconds"""
UNSYNCHRONISED = 5
"""TIME_ERROR of adjtimex(2)"""


def disks(house: House) -> Iterator[Finding]:
    pace = 0.0 if house.away else octets_of_late() / DAYS
    for name, folder in _folders(house).items():
        where = _standing(folder)
        found = os.statvfs(where)
        yield disk(f"disk of {name}", found, pace)


def _folders(house: House) -> dict[str, Path]:
    home = house.instance.home
    folders = {"vault": home / "vault", "ledger": home / "ledger"}
    return folders if house.instance.database_url else folders | {"database": home / "pg"}


def disk(check: str, found: os.statvfs_result, pace: float) -> Finding:
    room, days = found.f_bavail * found.f_frsize, None
    said = f"{room / 1e9:,.1f} GB and {found.f_favail:,} files are free."
    few = bool(found.f_files) and found.f_favail < FEW_FILES  # some file systems do not count files
    if pace:
        days = room / pace
        said += f" At the pace of the last {DAYS} days that is enough for {min(days, 9999):,.0f} days."
    if room < LEAST_ROOM or (few and found.f_favail < LEAST_FILES):
        return wrong(check, said, MAKE_ROOM)
    if room < AMPLE or few or (days is not None and days < SOON):
        return look(check, said, MAKE_ROOM)
    return well(check, said)


def _standing(folder: Path) -> Path:
    return folder if folder.exists() else folder.parent


def clocks(house: House) -> Iterator[Finding]:
    yield _kept_right()
    if house.away:
        return
    before = time.time()
    with connection.cursor() as cursor:
        cursor.execute("select extract(epoch from clock_timestamp())::float8")
        theirs = float(cursor.fetchone()[0])
    after = time.time()
    apart = max(before - theirs, theirs - after, 0.0)
    said = f"This machine and the database are {apart:,.1f} seconds apart."
    if apart > DRIFT:
        set_right = "Let a time service (NTP) set both clocks; codes for signing in fail at half a minute."
        yield (wrong if apart > FAR_OFF else look)("clock", said, set_right)
    else:
        yield well("clock", said)


def _kept_right() -> Finding:
    state = time_state()
    if state is None:
        return look(
            "time service", "Whether one keeps the clock right cannot be asked here.", "Look by hand."
        )
    if state == UNSYNCHRONISED:
        return look(
            "time service",
            "The kernel says that none keeps this machine's clock right.",
            "Turn one on, e.g. systemd-timesyncd or chrony.",
        )
    return well("time service", "One keeps this machine's clock right.")


def time_state() -> int | None:
    """What adjtimex(2) returns when only asked; None where there is no such call."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "adjtimex"):
        return None
    state = int(libc.adjtimex(ctypes.create_string_buffer(struct.pack("I", 0), 512)))
    return None if state < 0 else state


def parser(house: House) -> Iterator[Finding]:
    child = services.parser()
    child.parse(b"Subject: carepost doctor\r\n\r\nA letter to try.\r\n")
    if child.gave_up_root():
        yield well("opening mail", "A program without rights opens mail, and opened a letter.")
    else:
        yield wrong(
            "opening mail",
            "The program that opens mail keeps root's rights: a hostile letter could use them.",
            "Run Carepost as an account of its own, or let `nobody` read the folders Python is in.",
        )
    child.close()
