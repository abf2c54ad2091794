"""Whether pages can be drawn and letters kept here and now: a word for each thing it takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader

from carepost.domain.tenancy import services
from carepost.domain.tenancy.login import check_login
from carepost.ground.kernel import CarepostError, Refused

READY = "ok"
BELIEVED = 1.0
"""seconds for which an answer stands: anybody may ask, and asking must not cost more than this"""
LEAST_ROOM = 500_000_000
"""octets below which the disk counts as full: a few of the largest letters that are taken in at once"""

_asking = threading.Lock()
_last: tuple[float, dict[str, str]] = (-BELIEVED, {})


def readiness() -> dict[str, str]:
    """{"database": ..., "migrations": ..., "vault": ..., "disk": ...}; never names, addresses or secrets."""
    global _last
    with _asking:
        at, found = _last
        if time.monotonic() - at >= BELIEVED:
            found = {name: check() for name, check in CHECKS.items()}
            _last = (time.monotonic(), found)
    return found


def database() -> str:
    try:
        check_login()
    except Refused:
        return "unfenced"
    except Error:
        return "away"
    return READY


def migrations() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select app, name from django_migrations")
            applied = set(cursor.fetchall())
    except Error:
        return "unknown"
    return "behind" if _written() - applied else READY


@cache
def _written() -> frozenset[tuple[str, str]]:
    """Every migration this version comes with."""
    return frozenset(MigrationLoader(None).disk_migrations)


def vault() -> str:
    try:
        services.vault().check()
    except CarepostError:
        return "broken"
    return READY


def disk() -> str:
    try:
        room = services.vault().room()
    except CarepostError:
        return "unknown"
    return READY if room is None or room >= LEAST_ROOM else "full"


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "vault": vault,
    "disk": disk,
}
