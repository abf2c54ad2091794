"""How many and from which seed: a short version in CI, a long one in `make storm`, each told again in its figures."""

from __future__ import annotations

import os
import random
from functools import cache


def number(name: str, in_ci: int) -> int:
    """CAREPOST_<name>, or what CI does."""
    return int(os.environ.get(f"CAREPOST_{name}", in_ci))


@cache
def seed() -> int:
    """CAREPOST_SEED, or one nobody has chosen: the same for all storms of this process."""
    return number("SEED", random.SystemRandom().randrange(1_000_000))


def chance(what: str) -> random.Random:
    """The chance that rules one storm; what the seed gave once it gives again."""
    return random.Random(f"{what} {seed()}")
