"""The ledger's events with their sentences, and where each is recorded."""

from __future__ import annotations

import re
from pathlib import Path

import carepost
from carepost.domain.ledger.events import Event
from scripts.reference.tables import table

ACTIONS = Path(carepost.__path__[0]) / "actions"
USE = re.compile(r"\bEvent\.([A-Z_]+)\b")


def page() -> str:
    where = _recorded_in()
    rows = [
        (f"`{event.value}`", f"Sam Okafor {event.label}", where.get(event.name, "not yet")) for event in Event
    ]
    return "\n\n".join(
        [
            "The sentence is what people see, with a made-up name in front. A name, once used, stays: it stands in "
            "signed lines. Recorded in: modules below `src/carepost/actions`; *not yet* means that the name is kept "
            "for a part that has not been built.",
            table(["Event", "Sentence", "Recorded in"], rows),
        ]
    )


def _recorded_in() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for path in sorted(ACTIONS.rglob("*.py")):
        name = path.relative_to(ACTIONS).with_suffix("").as_posix()
        for event in USE.findall(path.read_text(encoding="utf-8")):
            found.setdefault(event, set()).add(f"`{name}`")
    return {event: ", ".join(sorted(names)) for event, names in found.items()}
