"""What in an address tells that it is nobody's own: codes, words of jobs and organisations, the practice's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from carepost.engines.addresses.local import Local
from carepost.engines.addresses.spelling import spellings
from carepost.engines.addresses.words import (
    SETTLING,
    SHORTEST_LONG,
    Word,
    drawn,
    kind_of,
    long_words,
    look_alikes,
    short_words,
)
from carepost.ground.kernel import EmailAddress

# Practices are a letter and five digits (branches have three more), pharmacies F and four or five.
_CODE = re.compile(r"[a-hj-np-y]\d{5}(?:\d{3})?|f(?=[a-z0-9]*\d\d)[a-z0-9]{4}|[a-z]\d[a-z]\d[a-z]")
_OF_A_PERSON = frozenset({"dr", "drs", "doctor", "doctors"})
_SHORTEST_ACRONYM = 3
_SHORTEST_IN_DOMAIN = 4
_DOMAINS_OF_ALL = ("nhs.net", "nhs.uk", "nhs.scot")


@dataclass(frozen=True)
class Against:
    """`settling` are words that nobody is called; `names_too` may be names, `unknown` are neither."""

    own_code: bool
    codes: tuple[str, ...]
    settling: tuple[str, ...]
    practice: tuple[str, ...]
    names_too: tuple[str, ...]
    unknown: tuple[str, ...]
    named_after_a_person: bool

    @property
    def is_all(self) -> bool:
        """Whether nothing is left that could be anybody's name."""
        return not self.unknown


@lru_cache(maxsize=1024)
def practice_words(practice_name: str, domain: str) -> frozenset[str]:
    """The words of the practice's own name, its first letters, and the whole run together."""
    words = [form for word in re.split(r"\W+", practice_name) for form in spellings(word)[:1]]
    telling = [word for word in words if kind_of(word) is not Word.JOINING and len(word) > 1]
    acronyms = {
        "".join(word[0] for word in some) for some in (words, telling) if len(some) >= _SHORTEST_ACRONYM
    }
    return frozenset({*telling, *acronyms, "".join(words)} - {""})


def against(address: EmailAddress, local: Local, *, practice_name: str, ods_code: str) -> Against:
    """Everything in the address that could tell against a person, whoever it is."""
    own = practice_words(practice_name, address.domain)
    code = ods_code.strip().lower()
    heaps = [found for chunk in local.chunks for found in _sorted(chunk, own, code, address.domain)]
    return Against(
        own_code=bool(code) and _holds(local, code),
        codes=_of("codes", heaps),
        settling=_of("settling", heaps),
        practice=_of("practice", heaps),
        names_too=_of("names too", heaps),
        unknown=_of("unknown", heaps),
        named_after_a_person=not _OF_A_PERSON.isdisjoint(own),
    )


def _of(heap: str, found: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(word for where, word in found if where == heap)


def _sorted(chunk: str, own: frozenset[str], code: str, domain: str) -> Iterator[tuple[str, str]]:
    """The heaps that a run of letters and digits belongs to."""
    if _CODE.fullmatch(chunk) or chunk == code:
        yield "codes", chunk
        return
    for word in re.findall(r"[a-z]+", chunk) if not _is_drawn(chunk) else [chunk]:
        yield _heap(word, own, domain), word


def _heap(word: str, own: frozenset[str], domain: str) -> str:
    if is_settling(word) or _is_drawn(word):
        return "settling"
    if word in own or _in_domain(word, domain) or _run_together(word, own):
        return "practice"
    kind = kind_of(word)
    if kind is not Word.UNKNOWN:
        return "joining" if kind is Word.JOINING else "names too"
    return "settling" if _run_together(word, frozenset()) else "unknown"


def is_settling(word: str) -> bool:
    """Whether nobody is called so: a word of jobs and organisations, or one that begins or ends with a long one."""
    return kind_of(word) in SETTLING or _has_long(word)


def _is_drawn(word: str) -> bool:
    """adm1n, recepti0n, adrnin; not mall for mail, which people are called."""
    is_disguised = drawn(word) != word.replace("l", "i")
    is_whole = word.strip("0123456789") == word and kind_of(word) is Word.UNKNOWN
    return is_disguised and is_whole and drawn(word) in look_alikes()


def _has_long(word: str) -> bool:
    """hanleysurgery, pharmacyhanley."""
    known = long_words()
    return any(word[:size] in known or word[-size:] in known for size in range(SHORTEST_LONG, len(word)))


def _run_together(word: str, own: frozenset[str]) -> bool:
    """Whether it is words of the practice (or of organisations, one of them never a name) and nothing else."""
    pieces = own | short_words()
    reached: dict[int, bool] = {0: False}
    for end in range(1, len(word) + 1):
        for start in [start for start in reached if end - start >= 2 or word[start:end] in own]:
            piece = word[start:end]
            if piece in pieces:
                tells = piece in own if own else kind_of(piece) in SETTLING
                reached[end] = reached.get(end, False) or reached[start] or tells
    return reached.get(len(word), False) and kind_of(word) is not Word.NAME_TOO


def _in_domain(word: str, domain: str) -> bool:
    """A word of the organisation's own domain, which is as good as its name."""
    if domain in _DOMAINS_OF_ALL or len(word) < _SHORTEST_IN_DOMAIN:
        return False
    return any(word in label for label in domain.split(".")[:-1] if label not in ("nhs", "org", "gov"))


def _holds(local: Local, code: str) -> bool:
    """As a run of its own, or anywhere if it is too long to be there by chance."""
    whole = 5
    joined = "".join(local.chunks)
    return code in local.chunks or (len(code) >= whole and code in joined)
