"""What stands beside an entry's line, against the line: columns for looking it up, and its sealed detail.

Only the line is a leaf of the tree. A column changed past our fences would mislead whoever looks entries up by
it, and no hash would show it; so what reads columns compares them with the line.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

COLUMNS = (
    "practice_id",
    "id",
    "at",
    "event",
    "actor_kind",
    "actor_id",
    "conversation_id",
    "message_id",
    "patient_id",
)


def contradictions(line: str, values: Sequence[Any]) -> list[str]:
    """The names of those COLUMNS whose values are not what the line says; `line` where it says nothing."""
    try:
        said = _said(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["line"]
    known = [value if isinstance(value, datetime) else str(value) for value in values]
    return [name for name, ours, theirs in zip(COLUMNS, known, said, strict=True) if ours != theirs]


def _said(entry: dict[str, Any]) -> list[Any]:
    actor, about = entry["actor"], entry["about"]
    subjects = [about.get(name, "") for name in ("conversation", "message", "patient")]
    at = datetime.fromisoformat(entry["at"])
    return [entry["practice"], entry["id"], at, entry["event"], actor["kind"], actor["id"], *subjects]
