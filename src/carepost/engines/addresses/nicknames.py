"""Which names people go by: Liz for Elizabeth, Bob for Robert, Mo for Mohammed."""

from __future__ import annotations

from functools import cache, lru_cache

from nicknames import NickNamer

# What the library has not: spellings too short for their consonants to tell. Source: own knowledge.
_MORE = {
    "mohammed mohammad muhammad muhammed mohamed mohamad mehmet": "mo mohd md muhd mohammed",
    "abdul abdel abdal": "abd abdullah",
    "stephen steven": "steve steph",
    "siobhan": "shiv", "niamh": "neve", "tadhg": "tim", "aleksandra aleksander": "ola alex olek",
    "malgorzata": "gosia margaret", "katarzyna": "kasia kate", "agnieszka": "aga agnes", "tomasz": "tom tomek",
    "krzysztof": "chris krzys", "joanna": "asia jo", "jose": "pepe", "francisco": "paco", "guadalupe": "lupe",
    "oluwaseun": "seun", "oluwatobi": "tobi", "oluwaseyi": "seyi", "chukwuemeka": "emeka", "chidinma": "chichi",
    "rhiannon": "rhi", "llewelyn": "lyn", "dafydd": "dai", "hamish": "james", "alasdair": "ally al",
}  # fmt: skip


@lru_cache(maxsize=8192)
def nicknames(word: str) -> frozenset[str]:
    """What somebody of this name may be called, and what somebody called this may be named; not itself."""
    known = _known()
    found = known.nicknames_of(word) | known.canonicals_of(word) | _own(word)
    return frozenset(other for other in found if other.isalpha() and other != word and len(other) > 1)


def is_short_or_full(word: str) -> bool:
    """Whether it is a first name that has short forms, or one of those."""
    return bool(nicknames(word))


def _own(word: str) -> set[str]:
    found: set[str] = set()
    for names, short in _MORE.items():
        if word in names.split():
            found.update(short.split())
        elif word in short.split():
            found.update(names.split())
    return found


@cache
def _known() -> NickNamer:
    return NickNamer()
