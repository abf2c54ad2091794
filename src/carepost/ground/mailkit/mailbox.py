"""A name and an address, as they stand in a header."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Outlook and Exchange take these for syntax even inside quotation marks, and then show or answer the wrong
# thing; brackets and backslashes are as bad elsewhere.
_RISKY = re.compile(r"[@:,;\"<>()\[\]\\]+")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One correspondent; the name may be empty, and the address is as written."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


def safe_name(name: str) -> str:
    """The display name without the signs that break Microsoft's clients, single-spaced."""
    return " ".join(_RISKY.sub(" ", name).split())
