"""The few words every floor shares: numbers, codes, addresses, actors, time, ids and what can go wrong."""

from __future__ import annotations

from carepost.ground.kernel import clock, ids
from carepost.ground.kernel.actors import Actor, Kind, Role
from carepost.ground.kernel.email_address import EmailAddress
from carepost.ground.kernel.errors import (
    CarepostError,
    Conflict,
    NotFound,
    NotPermitted,
    Refused,
    Unavailable,
)
from carepost.ground.kernel.ids import new_id
from carepost.ground.kernel.numbers import NhsNumber, OdsCode
from carepost.ground.kernel.telephone import PhoneNumber

__all__ = [
    "Actor",
    "CarepostError",
    "Conflict",
    "EmailAddress",
    "Kind",
    "NhsNumber",
    "NotFound",
    "NotPermitted",
    "OdsCode",
    "PhoneNumber",
    "Refused",
    "Role",
    "Unavailable",
    "clock",
    "ids",
    "new_id",
]
