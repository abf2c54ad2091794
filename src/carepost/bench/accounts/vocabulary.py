"""The lists beside this file, in two halves: one to work on the rules with, one that is only measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Half(StrEnum):
    """Every other word of each list. Whoever changes a rule looks at TUNING and is judged by HELD_OUT."""

    TUNING = "tuning"
    HELD_OUT = "held-out"


@dataclass(frozen=True)
class Origin:
    """Where names come from. Family names stand first in some places."""

    name: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    family_first: bool


def origins(half: Half) -> list[Origin]:
    found: list[dict[str, str]] = []
    for kind, rest in _lines("names"):
        if kind == "origin":
            found.append({"origin": rest, "order": ""})
        else:
            found[-1][kind] = rest
    return [
        Origin(one["origin"], _halved(one["given"], half), _halved(one["family"], half), one["order"] != "")
        for one in found
    ]


def shared_words(half: Half) -> Mapping[str, tuple[str, ...]]:
    """By kind: places, kinds, streets, jobs, systems, services, short."""
    return {kind: _halved(rest, half) for kind, rest in _lines("shared")}


def _halved(listed: str, half: Half) -> tuple[str, ...]:
    words = tuple(word.strip() for word in listed.split("|"))
    return words[half is Half.HELD_OUT :: 2]


@cache
def _lines(name: str) -> tuple[tuple[str, str], ...]:
    text = (files(__package__) / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line.partition(" ") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((kind, rest.strip()) for kind, _, rest in lines)
