"""Words in a text that may be somebody's name, as keys to look patients up by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from carepost.domain.patients.facts import folded

LONGEST_NAME = 4  # words
_WORD = re.compile(r"[^\W\d_]+(?:['’‘`-][^\W\d_]+)*")
# Titles and the labels of forms stand between the parts of a name without being any of it.
_BESIDE = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "master", "dr", "prof", "professor", "sir", "lady", "dame", "rev"}
    | {"patient", "pt", "name", "names", "surname", "forename", "forenames", "family", "given", "christian"}
    | {"first", "last", "middle", "title"}
)
_PARTICLES = frozenset(
    {
        "al",
        "ap",
        "bin",
        "bint",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "ibn",
    }
    | {"la", "le", "op", "ter", "ten", "van", "von", "y"}
)
_JOINS = re.compile(r"[\s,:()|/;=]{0,8}")
_POSSESSIVE = re.compile(r"['’][sS]$")
_NEW_PARAGRAPH = re.compile(r"\n\s*\n")


def runs(text: str) -> Iterator[list[str]]:
    """Words in capitals, or beginning with one, that follow each other, folded; titles and labels left out."""
    run: list[str] = []
    end, initial = 0, False
    for word in _WORD.finditer(text):
        written = word.group()
        if not run and not written[0].isupper():
            continue  # most words: no name goes on here, and none begins
        if run and not _joined(text[end : word.start()], initial):
            yield from _worth(run)
            run = []
        end = word.end()
        initial = len(written) == 1 or written.lower() in _BESIDE
        if written.lower() in _BESIDE:
            continue
        if written[0].isupper() or (run and written.lower() in _PARTICLES):
            run.extend(folded(_POSSESSIVE.sub("", written)).split())
        else:
            yield from _worth(run)
            run = []
    yield from _worth(run)


def windows(runs_of_words: Iterable[list[str]]) -> frozenset[tuple[str, ...]]:
    """Every one to four words that follow each other, each once however often it stands there."""
    return frozenset(
        tuple(run[start : start + length])
        for run in runs_of_words
        for start in range(len(run))
        for length in range(1, min(LONGEST_NAME, len(run) - start) + 1)
    )


def full_names(window: tuple[str, ...]) -> Iterator[str]:
    """Keys that begin with what may be the family name: either order, and without what is in the middle."""
    if len(window) > 1:
        yield from (" ".join(window[turn:] + window[:turn]) for turn in range(len(window)))
        yield from (f"{window[-1]} {window[0]}", f"{window[0]} {window[-1]}")


def family_name(window: tuple[str, ...]) -> Iterator[str]:
    """What may be a family name by itself."""
    if len(window) < LONGEST_NAME:
        yield " ".join(window)


def _joined(between: str, after_initial: bool) -> bool:
    """Whether two words may belong to one name: "J. Smith" and "SMITH, Jane", but not across a full stop."""
    gap = between.lstrip(".") if after_initial else between
    return bool(_JOINS.fullmatch(gap)) and not _NEW_PARAGRAPH.search(gap)


def _worth(run: list[str]) -> Iterator[list[str]]:
    if run:
        yield run
