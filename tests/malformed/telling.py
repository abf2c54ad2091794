"""The figures of a run, printed at its end. They travel as a test's properties, so that xdist brings them home."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.faults.storms.table import PREFIX
from tests.malformed.oracle import Figures, Handed
from tests.malformed.size import SEED

Record = Callable[[str, object], None]


def tell(
    record_property: Record, way: str, handed: Handed, figures: Figures, took: Mapping[str, float]
) -> None:
    """Print how many by which way, what became of them, and which took longest."""
    kinds = sum(map(len, handed.kinds.values()))
    slowest = sorted(took.items(), key=lambda one: -one[1])[:5]
    rows = [
        f"{kinds} kinds, {len(handed.kinds)} different mails, seed {SEED}: {len(figures.lost)} lost, "
        f"{len(figures.changed)} changed, {len(figures.stuck)} stuck, {len(figures.not_once)} not shown once",
        *(
            f"{seconds:7.2f} s  {', '.join(handed.kinds.get(sha, ['a good letter']))}"
            for sha, seconds in slowest
        ),
    ]
    record_property(f"{PREFIX}malformed mail by {way}", "\n".join(rows))
