"""How much of the set a run takes, and from which seed."""

from __future__ import annotations

import os
from random import Random

from tests.malformed.kinds import KINDS, Kind

SEED = int(os.environ.get("CAREPOST_SEED", "1"))
SHARE = float(os.environ.get("CAREPOST_MALFORMED", "0.15"))
"""of all kinds, for each way in; the long run takes 1"""


def drawn(way: str) -> list[Kind]:
    """Kinds drawn by the seed for a way in, each way its own."""
    kinds = sorted(KINDS.values(), key=lambda one: one.name)
    some = Random(f"{SEED} {way}").sample(kinds, max(1, round(len(kinds) * SHARE)))
    return sorted(some, key=lambda one: one.name)
