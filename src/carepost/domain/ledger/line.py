"""The exact text of an entry: one line of canonical JSON, which is the leaf of the tree."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from carepost.ground.kernel import Actor

VERSION = 1
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}")
TEN_DIGITS = re.compile(r"\d{10}")  # the shape of an NHS number
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def canonical(value: Mapping[str, Any]) -> str:  # Any: whatever JSON can hold
    """JSON with sorted keys, no spaces, and ASCII only, so that equal things have equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def write(
    *, entry_id: UUID, at: datetime, event: str, actor: Actor, about: Mapping[str, str], detail: str | None
) -> str:
    """The line of an entry; `detail` is the hash of its sealed detail, None where it has none."""
    return canonical(
        {
            "v": VERSION,
            "practice": str(actor.practice_id),
            "id": str(entry_id),
            "at": at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "event": event,
            "actor": {"kind": actor.kind, "id": check_id(actor.id)},
            "about": dict(about),
            "detail": detail,
        }
    )


def detail_hash(salt: bytes, detail: Mapping[str, Any]) -> str:
    """What stands in the line for the detail: hex SHA-256, not to be guessed at without the sealed salt."""
    return sha256(salt + canonical(detail).encode("ascii")).hexdigest()


def ids_of(about: Mapping[str, UUID | str]) -> dict[str, str]:
    """What an entry is about, as text ids. ValueError for what might be a name, address or NHS number."""
    for name in about:
        if not NAME.fullmatch(name):
            raise ValueError("a ledger line names its subjects in plain lower case")
    return {name: str(value) if isinstance(value, UUID) else check_id(value) for name, value in about.items()}


def check_id(value: str) -> str:
    """The id as it is. Names and text belong in the sealed detail: a line is there for good."""
    if not ID.fullmatch(value) or TEN_DIGITS.fullmatch(value):
        raise ValueError("a ledger line holds ids only")
    return value
