"""When the recovery sheet was last tried against the key, and which key that was. It holds nothing secret."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from carepost.ground.kernel import clock

FILE = "recovery-checked.json"
YEAR = 365
"""days after which it is to be tried again"""


@dataclass(frozen=True, slots=True)
class Checked:
    at: datetime
    fingerprint: str


def last_checked(home: Path) -> Checked | None:
    """None too where the note cannot be understood: then it is as if nobody had tried."""
    try:
        said = json.loads((home / FILE).read_text(encoding="utf-8"))
        at = datetime.fromisoformat(said["at"])
        return Checked(at, str(said["fingerprint"])) if at.tzinfo else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_checked(home: Path, fingerprint: str) -> None:
    new = home / f".{FILE}"
    new.write_text(
        json.dumps({"at": clock.now().isoformat(timespec="seconds"), "fingerprint": fingerprint}) + "\n",
        encoding="utf-8",
    )
    os.replace(new, home / FILE)
