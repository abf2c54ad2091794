"""Passwords that were stolen somewhere: the first octets of their SHA-1 in order, in one file searched by halves.

It is made from the form that Have I Been Pwned gives out, ordered by hash: forty hexadecimal figures a line, then
perhaps a colon and a count. Eight octets of each are kept: two fifths of the room, and a wrong word by chance once in
ten thousand million passwords.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from carepost.ground.kernel import Refused

KEPT = 8
HEX = 40


def write(lines: Iterable[str], target: Path) -> int:
    """Make the file from these lines and put it in place at once; how many. Refused for what is not such a list."""
    made, before, count = target.with_suffix(".new"), b"", 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with made.open("wb") as out:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            found = _hash_in(line, number)
            if found < before:
                raise Refused(f"Line {number} is out of order. Use the list that is ordered by hash.")
            if found != before:
                out.write(found)
                count += 1
            before = found
        if not count:
            raise Refused("This list is empty, so the one in force stays. Fetch it again.")
        out.flush()
        os.fsync(out.fileno())
    os.replace(made, target)
    return count


def how_many(file: Path) -> int:
    """0 also where no list was imported."""
    return file.stat().st_size // KEPT if file.exists() else 0


def is_known(password: str, file: Path) -> bool:
    """False also where no list was imported."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).digest()[:KEPT]
    try:
        with file.open("rb") as found:
            low, high = 0, found.seek(0, os.SEEK_END) // KEPT
            while low < high:
                middle = (low + high) // 2
                found.seek(middle * KEPT)
                there = found.read(KEPT)
                if there == wanted:
                    return True
                low, high = (middle + 1, high) if there < wanted else (low, middle)
    except FileNotFoundError:
        return False
    return False


def _hash_in(line: str, number: int) -> bytes:
    word = line.strip().partition(":")[0]
    try:
        if len(word) == HEX:
            return bytes.fromhex(word)[:KEPT]
    except ValueError:
        pass
    raise Refused(f"Line {number} holds no SHA-1 hash of {HEX} figures.")
