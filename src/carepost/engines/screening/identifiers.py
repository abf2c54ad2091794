"""NHS numbers, dates and names that stand in a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from carepost.domain.patients.facts import Identifiers
from carepost.engines.screening.dates import dates
from carepost.engines.screening.names import family_name, full_names, runs, windows
from carepost.engines.screening.numbers import nhs_numbers

LONGEST = 500_000  # characters: about 250 pages
MOST_NUMBERS = 1_000
MOST_DATES = 5_000
MOST_NAMES = 50_000

_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

T = TypeVar("T")


def find(text: str) -> Identifiers:
    """Everything in the text that could name a patient, in time that grows with its length only."""
    plain = _plain(text[:LONGEST])
    words = windows(runs(plain))
    numbers, all_numbers = _most(nhs_numbers(plain), MOST_NUMBERS)
    days, all_days = _most(dates(plain), MOST_DATES)
    names, all_names = _most((name for window in words for name in full_names(window)), MOST_NAMES)
    families, all_families = _most((name for window in words for name in family_name(window)), MOST_NAMES)
    complete = len(text) <= LONGEST and all_numbers and all_days and all_names and all_families
    return Identifiers(numbers, days, names, families, complete)


def _plain(text: str) -> str:
    """The text as it looks: no signs that are not seen, one kind of digit, letter and hyphen."""
    return unicodedata.normalize("NFKC", text.translate(_UNSEEN)).translate(_HYPHENS)


def _most(found: Iterator[T], limit: int) -> tuple[frozenset[T], bool]:
    """Up to `limit` different ones, and whether that is all of them."""
    kept: set[T] = set()
    for one in found:
        kept.add(one)
        if len(kept) > limit:
            return frozenset(islice(kept, limit)), False
    return frozenset(kept), True
