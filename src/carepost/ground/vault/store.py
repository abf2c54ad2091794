"""What the vault asks of the place that keeps its bytes: a folder here, an S3 bucket one day."""

from __future__ import annotations

from typing import Protocol


class Store(Protocol):
    """Named bytes, written once. Names are lower-case parts joined by /. Any method may raise Unavailable."""

    def add(self, name: str, data: bytes) -> bool:
        """Keep `data` for good and give True; give False, changing nothing, if the name is taken.

        Either way what is under the name when this returns outlives a power cut, and at no moment can anyone
        read a part of it.
        """
        ...

    def read(self, name: str) -> bytes | None:
        """The bytes under this name, or None."""
        ...

    def holds(self, prefix: str) -> bool:
        """Whether anything was ever kept under `prefix`/."""
        ...

    def remove(self, name: str) -> None:
        """Forget this name for good; no error if it is not there."""
        ...

    def sweep(self) -> int:
        """Clear away what killed writers left unfinished, as far as nobody can still be writing it; how many."""
        ...

    def room(self) -> int | None:
        """Octets that can still be kept, or None where that cannot be known."""
        ...

    def check(self) -> None:
        """Return if things can be kept and read here; leaves nothing behind."""
        ...
