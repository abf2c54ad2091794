"""One name in all the ways English letters write it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

from anyascii import anyascii

MOST = 48  # spellings of one name: more foreign letters than that leaves are written one way
_WAYS = {
    "ä": "a ae", "ö": "o oe", "ü": "u ue", "ß": "ss s sz", "å": "a aa", "ø": "o oe", "æ": "ae a e", "œ": "oe o",
    "þ": "th t", "ð": "d dh", "ł": "l", "đ": "d dj", "ñ": "n ny", "ç": "c ch", "ş": "s sh", "ș": "s sh", "š": "s sh",
    "č": "c ch", "ž": "z zh", "ğ": "g gh", "ř": "r rz", "ő": "o oe", "ű": "u ue", "ı": "i", "ň": "n ny", "ë": "e",
    "ţ": "t ts", "ț": "t ts", "ĳ": "ij y", "ŋ": "n ng", "ə": "a e", "х": "kh h", "ц": "ts c", "ю": "yu iu u",
    "я": "ya ia a", "й": "y i", "ж": "zh", "щ": "shch", "ш": "sh", "ч": "ch", "ы": "y", "ь": "", "ъ": "",
}  # fmt: skip
_VOWELS = str.maketrans("", "", "aeiouy")


@lru_cache(maxsize=8192)
def spellings(word: str) -> tuple[str, ...]:
    """In small English letters, the commonest first; () if nothing of it can be written so."""
    letters = [_ways(letter) for letter in unicodedata.normalize("NFC", word).lower()]
    ways = ("".join(way) for way in islice(product(*letters), MOST))
    return tuple(dict.fromkeys(form for way in ways for form in _scots(way) if form))


@lru_cache(maxsize=8192)
def bones(word: str) -> str:
    """Its consonants, doubled ones once, after its first letter: Mohammed and Muhammad have the same."""
    heard = word[:1] + word[1:].translate(_VOWELS)
    return re.sub(r"(.)\1+", r"\1", heard)


def _ways(letter: str) -> tuple[str, ...]:
    if "a" <= letter <= "z":
        return (letter,)
    if unicodedata.category(letter).startswith("M"):
        return ("",)
    ways = _WAYS.get(letter)
    if ways is not None:
        return tuple(ways.split()) or ("",)
    return ("".join(c for c in anyascii(letter).lower() if "a" <= c <= "z"),)


def _scots(word: str) -> tuple[str, ...]:
    """Mac and Mc are one."""
    if word.startswith("mac") and len(word) > len("macda"):
        return word, "mc" + word.removeprefix("mac")
    if word.startswith("mc") and len(word) > len("mcd"):
        return word, "mac" + word.removeprefix("mc")
    return (word,)
