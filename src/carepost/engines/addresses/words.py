"""Words of organisations and posts, from the lists beside this file."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from english_words import get_english_words_set

from carepost.engines.addresses.nicknames import is_short_or_full


class Word(StrEnum):
    """What a word is to us. NAME_TOO are words of organisations that are names as well, HARDLY very rare ones."""

    UNKNOWN = "unknown"
    JOINING = "joining"
    NAME_TOO = "name too"
    HARDLY = "hardly a name"
    PLACE = "place"
    ROLE = "role"
    ORGANISATION = "organisation"


SETTLING = frozenset({Word.ROLE, Word.ORGANISATION})
"""Nobody is called so: where no name agrees they settle it. A place may be half of a name we have not heard."""
OF_NOBODY = SETTLING | {Word.PLACE, Word.HARDLY}
"""A typed name that has such a word is looked at."""

SHORTEST_LONG = 6  # letters: no name begins or ends with such a word by chance
JOINING = frozenset("the of and at for to in on my our your by with n".split())


@lru_cache(maxsize=8192)
def kind_of(word: str) -> Word:
    """The kind of a word in small English letters, in the singular or the plural."""
    if word in JOINING:
        return Word.JOINING
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)):
        for kind, words in _lists().items():
            if form in words:
                return kind
    return Word.UNKNOWN


def may_be_given(word: str) -> bool:
    """Whether it is an organisation word that is a first name as well."""
    return word in _list("also_given")


def is_of_organisations(word: str) -> bool:
    """Whether it says what kind of organisation something is, as Clinic does, and is no surname we know."""
    return word in _list("organisations") - _list("also_names")


def is_plain_english(word: str) -> bool:
    """Whether it is an English word of some length, in the singular or the plural, that is no first name we know."""
    shortest = 4
    plain = not {word, word.removesuffix("s")}.isdisjoint(_english())
    return len(word) >= shortest and plain and not may_be_given(word) and not is_short_or_full(word)


@cache
def _english() -> frozenset[str]:
    """Words that two dictionaries have, one of them without a capital letter."""
    small = {word for word in get_english_words_set(["web2"], alpha=True) if word.islower()}
    return frozenset(small & get_english_words_set(["gcide"], alpha=True, lower=True))


@cache
def long_words() -> frozenset[str]:
    """Organisation words long enough that no name has them at its beginning or end by chance."""
    return frozenset(word for word in _settling() if len(word) >= SHORTEST_LONG)


@cache
def short_words() -> frozenset[str]:
    """All words that may be run together with others: `parksurgery`, `frontdesk`."""
    shortest = 3
    every = _list("roles") | _list("organisations") | _list("places")
    return frozenset(word for word in every if len(word) >= shortest)


@cache
def look_alikes() -> frozenset[str]:
    """Organisation words as `drawn` shows them."""
    shortest = 4
    return frozenset(drawn(word) for word in _settling() if len(word) >= shortest)


_SAME_TO_THE_EYE = str.maketrans("01345678", "oieasgtb")


def drawn(word: str) -> str:
    """A word as it looks: digits as the letters they stand for, and rn as m, so that adm1n and adrnin are admin."""
    for pair, letter in (("rn", "m"), ("vv", "w"), ("cl", "d")):
        word = word.replace(pair, letter)
    return word.translate(_SAME_TO_THE_EYE).replace("l", "i")


def _settling() -> frozenset[str]:
    return (
        (_list("roles") | _list("organisations"))
        - _list("also_names")
        - _list("hardly_names")
        - _list("places")
    )


@cache
def _lists() -> dict[Word, frozenset[str]]:
    """In the order in which they are asked."""
    known = _list("roles") | _list("organisations") | _list("places")
    known |= {f"{word}s" for word in known}
    return {
        Word.HARDLY: _list("hardly_names"),
        Word.NAME_TOO: (_list("also_names") | _list("also_given")) & known,
        Word.ROLE: _list("roles"),
        Word.ORGANISATION: _list("organisations"),
        Word.PLACE: _list("places"),
    }


@cache
def _list(name: str) -> frozenset[str]:
    lines = (files(__package__) / "words" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
