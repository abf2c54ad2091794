"""Every kind of malformed mail we know, written from the RFCs and made anew from a seed; no collection of anybody's."""

from __future__ import annotations

from importlib import import_module

from tests.malformed.kinds.making import KINDS, Kind, letter, made

__all__ = ["FAMILIES", "KINDS", "Kind", "letter", "made"]

NAMES = (
    "bombs charsets depth encodings hangs headers identity line_ends markup mime names people sizes smuggling wrapped"
).split()
FAMILIES = tuple(import_module(f"{__name__}.{name}") for name in NAMES)
"""Each puts its kinds into `KINDS` as it is imported."""
