"""A typed name, taken apart into what an address may be made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from carepost.engines.addresses.nicknames import nicknames
from carepost.engines.addresses.spelling import spellings

MOST_PARTS = 10
LONGEST_NAME = 300  # characters: what is beyond that is nobody's name
TITLES = frozenset("dr mr mrs ms miss mx prof professor sir dame revd reverend hon".split())
_LETTERS_AFTER = frozenset(
    "mbbs mbchb mbbch bmbs bds bsc bsn msc mph mba phd dphil dclinpsy llb mrcgp frcgp mrcp frcp mrcs frcs frca dfsrh "
    "dch drcog mrpharms rgn rmn rn rm srn obe mbe cbe jr jnr snr esq qn dip pgdip pgcert ii iii".split()
)
_PARTICLES = frozenset(
    "al el ul ur ar as ash an ad at bin bint binti bt bte ibn ben van von vom der den het de da di do dos das del "
    "della dela la le les los las du y e i zu zur ter ten op ap ab ferch mac mc o d st abu abi umm".split()
)
_SAID_OF_NAMES = re.compile(
    r"(?i)\b(?:also\s+known\s+as|known\s+as|a\.?k\.?a\.?|n[ée]e|born|geb|formerly|previously|maiden\s+name|"
    r"preferred\s+name|prefers|goes\s+by|was)(?=[\s:,)]|$)"
)
_TWO = re.compile(r"(?i)\s(?:and|or|with)\s|[&/;]|\s\+\s")
_CHILD_OF = re.compile(r"(?i)\b[asd]/[lpo]\b")  # as in Ravi a/l Subramaniam: not two people
_HAN = re.compile(r"([\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af])")
_BETWEEN = re.compile(r"[\s,.()\[\]{}<>\"“”„«»:;|\\/&+*_=#!?~@\-\u2010-\u2015\u30fb\xb7]+")
_APOSTROPHES = re.compile(r"['’‘`´ʻʼ′]")


@dataclass(frozen=True)
class Part:
    """One word of a name. `shown` is as typed."""

    shown: str
    forms: tuple[str, ...]

    @property
    def word(self) -> str:
        return self.forms[0]

    @cached_property
    def initials(self) -> frozenset[str]:
        return frozenset(form[0] for form in self.called)

    @cached_property
    def called(self) -> tuple[str, ...]:
        """Its spellings, and the short forms that are more than two letters."""
        return (*self.forms, *(short for short in self.nicknames if len(short) > 2))

    @cached_property
    def nicknames(self) -> frozenset[str]:
        return nicknames(self.word)


@dataclass(frozen=True)
class Name:
    """`parts` in the order typed; `of_two` if two people seem to be named, `titled` after Dr, Mrs."""

    parts: tuple[Part, ...]
    of_two: bool = False
    titled: bool = False

    @cached_property
    def telling(self) -> tuple[Part, ...]:
        """The parts that tell people apart: without van, al, de, unless there is hardly anything else."""
        full = tuple(part for part in self.parts if part.word not in _PARTICLES)
        return (
            full
            if len(full) > 1 or (full and len(full[0].word) > 1 and not self._maybe_names)
            else self.parts
        )

    @property
    def _maybe_names(self) -> bool:
        """Le, Van and Do are names in Vietnam."""
        return any(len(part.word) > 1 for part in self.parts if part.word in _PARTICLES)

    @property
    def surname(self) -> str:
        """The last part, as typed: only for what we say, since orders differ."""
        return self.telling[-1].shown if self.telling else ""

    def __or__(self, other: Name) -> Name:
        known = {part.word for part in self.parts}
        more = (part for part in other.parts if part.word not in known)
        return Name(
            (*self.parts, *more)[:MOST_PARTS], self.of_two or other.of_two, self.titled or other.titled
        )

    def shares_with(self, other: Name) -> bool:
        """Whether any telling part is in both, or a usual short form of one."""
        ours = {form for part in self.telling for form in (*part.forms, *part.nicknames)}
        return any(not ours.isdisjoint(part.forms) for part in other.telling)


@lru_cache(maxsize=1024)
def read_name(typed: str) -> Name:
    """Titles, letters after the name and remarks are left out; what is in brackets or quotes is kept."""
    plain = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c
        for c in unicodedata.normalize("NFKC", typed[:LONGEST_NAME])
        if unicodedata.category(c) != "Cf"
    )
    plain = _CHILD_OF.sub(" ", plain)
    parts: dict[str, Part] = {}
    for part in _parts(plain):
        parts.setdefault(part.word, part)
    titled = any(word.lower() in TITLES for word in _BETWEEN.split(plain))
    return Name(tuple(parts.values())[:MOST_PARTS], of_two=bool(_TWO.search(plain)), titled=titled)


def _parts(plain: str) -> Iterator[Part]:
    said = _SAID_OF_NAMES.sub(" ", plain) if len(plain.split()) > 2 else plain  # Nee is a surname, too
    words = [word for word in _BETWEEN.split(_HAN.sub(r" \1 ", said)) if word]
    kept = [word for word in words if word.lower() not in TITLES and word.lower() not in _LETTERS_AFTER]
    for word in kept or words:
        if part := _part(word):
            yield part


def _part(word: str) -> Part | None:
    """O'Brien may be written obrien, and found under brien."""
    pieces = [piece for piece in _APOSTROPHES.split(word) if piece]
    forms = list(spellings("".join(pieces)))
    if len(pieces) > 1 and len(pieces[0]) <= 2:
        forms += spellings("".join(pieces[1:]))
    return Part(word, tuple(forms)) if forms else None
