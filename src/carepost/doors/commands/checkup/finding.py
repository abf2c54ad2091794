"""What a check found. It holds no secret, no name of a person and no address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from carepost.config.instance import Instance


class Level(StrEnum):
    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, what was found, and what to do about it."""

    check: str
    level: Level
    found: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """The installation looked at. `away`: why its database cannot be asked, or "" where it can."""

    instance: Instance
    away: str = ""


def well(check: str, found: str) -> Finding:
    return Finding(check, Level.OK, found)


def look(check: str, found: str, do: str) -> Finding:
    """It works, and somebody should know or mend it soon."""
    return Finding(check, Level.LOOK, found, do)


def wrong(check: str, found: str, do: str) -> Finding:
    """It does not work, or does not protect what it should."""
    return Finding(check, Level.WRONG, found, do)
