"""File names that arrive in mail or leave in it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 150  # characters: a name on screen, and within any file system's 255 octets for most scripts

_FOLDERS = re.compile(r"[/\\]")


def clean(name: str) -> str:
    """The name alone, without folders, control or direction-changing characters; "" if nothing is left."""
    kept = "".join(character for character in name if not _deceives(character))
    last = _FOLDERS.split(kept)[-1]
    return _shortened(" ".join(last.split()).strip(". "))


def _deceives(character: str) -> bool:
    # Cf holds the direction marks that make "gpj.exe" read "exe.jpg"; Cs cannot be written as UTF-8.
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in "\t\r\n"


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:LONGEST]
    return stem[: LONGEST - len(ending) - 1] + dot + ending
