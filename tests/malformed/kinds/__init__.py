"""Every kind of malformed mail we know, written from the RFCs and made anew from a seed; no collection of anybody's."""

from __future__ import annotations

from tests.malformed.kinds import (
    bombs,
    charsets,
    depth,
    encodings,
    hangs,
    headers,
    identity,
    line_ends,
    markup,
    mime,
    names,
    people,
    sizes,
    smuggling,
    wrapped,
)
from tests.malformed.kinds.making import KINDS, Kind, letter, made

__all__ = ["FAMILIES", "KINDS", "Kind", "letter", "made"]

FAMILIES = (
    bombs,
    charsets,
    depth,
    encodings,
    hangs,
    headers,
    identity,
    line_ends,
    markup,
    mime,
    names,
    people,
    sizes,
    smuggling,
    wrapped,
)
