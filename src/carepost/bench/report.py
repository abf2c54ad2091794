"""What every benchmark answers with: its figures, and all that is needed to believe or repeat them."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from statistics import median
from typing import Any

from carepost.bench.server import ServerFacts

ROUNDS = 5
"""of which the median is told"""


@dataclass(frozen=True, kw_only=True)
class Report:
    """One benchmark's answer. `corpus` is a sentence; `figures` have the keys of the goals they belong to.

    `peers` are figures of others or of the bare limit, taken in the same run, in turn; where a peer is not
    there its figure is None and `notes` says why.
    """

    bench: str
    corpus: str
    seed: int
    server: ServerFacts
    figures: Mapping[str, Any]  # Any: numbers, and tables of them
    peers: Mapping[str, Any] = field(default_factory=dict)
    rows_per_message: float | None = None
    notes: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """One flat object."""
        server = asdict(self.server)
        postgres = server.pop("version")
        return {
            "bench": self.bench,
            **self.figures,
            **self.peers,
            "corpus": self.corpus,
            "seed": self.seed,
            "cores": cores(),
            "versions": _versions() | {"postgresql": postgres},
            **server,
            # Carepost scans no mail for viruses: the mail service in front does.
            "scanning": False,
            "rows_per_message": self.rows_per_message,
            "notes": list(self.notes),
        }


def cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0))


def middle(values: Sequence[float], digits: int = 2) -> float:
    """The median, rounded."""
    return round(median(values), digits)


def percentile(values: Sequence[float], percent: float, digits: int = 2) -> float:
    """The smallest value that so many per cent of them do not pass (nearest rank), rounded."""
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * percent // 100))
    return round(ordered[int(rank) - 1], digits)


def _versions() -> dict[str, str]:
    packages = ("carepost", "django", "psycopg")
    return {"python": platform.python_version(), "system": platform.release()} | {
        name: version(name) for name in packages
    }
