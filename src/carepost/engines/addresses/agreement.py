"""How far an address is made of a name: whole names, initials, short forms, in any order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from carepost.engines.addresses.local import Local
from carepost.engines.addresses.names import TITLES, Name
from carepost.engines.addresses.spelling import bones

MOST_STEPS = 4_000  # ways tried to lay a name over an address; who needs more is looked at by a person
STRANGE_LETTERS = 2  # initials of names that were not typed
_SHORTEST_IN_PART = 3
_SHORTEST_BONES = 3
_LEADING = TITLES | {"fnu", "lnu"}


class How(StrEnum):
    """FULLY: nothing is left over and two names agree. IN_PART: a name is there, and something else. NOT: neither."""

    FULLY = "fully"
    IN_PART = "in part"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Agreement:
    """`whole` are the parts (by word) that are there letter for letter, `other` by initial or short form."""

    how: How
    whole: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Cover:
    """How far the letters are laid over, and with what. `at` counts letters."""

    at: int = 0
    whole: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    strange: int = 0
    titled: bool = False

    def settles(self, name: Name) -> bool:
        """Two parts agree, one of them by more than a letter, and they are not all particles; or there is but one."""
        telling = {part.word for part in name.telling}
        agreeing = self.whole | self.other
        if not self.whole or agreeing.isdisjoint(telling):
            return False
        return len(agreeing) > 1 or self.titled or len(telling) == 1


def agreement(local: Local, name: Name) -> Agreement:
    """The best way to lay the name over the address."""
    telling = {part.word for part in name.telling}
    covered, settled = False, []
    for cover in _covers(local, name):
        covered = True
        if cover.settles(name):
            settled.append(cover)
            if len(cover.whole & telling) > 1 and not cover.strange:
                break  # no way is better
    if settled:
        best = max(
            settled, key=lambda cover: (len(cover.whole & telling), -cover.strange, sorted(cover.whole))
        )
        return Agreement(How.FULLY, best.whole, best.other - best.whole)
    found = frozenset(_found_in(local, name))
    return Agreement(How.IN_PART if found or covered else How.NOT, found)


def _covers(local: Local, name: Name) -> Iterator[_Cover]:
    """Every way that leaves no letter over."""
    waiting, seen = [_Cover()], {_Cover()}
    while waiting and len(seen) < MOST_STEPS:
        cover = waiting.pop()
        if cover.at == len(local.letters):
            yield cover
            continue
        for more in _steps(cover, local, name):
            if more not in seen:
                seen.add(more)
                waiting.append(more)


def _steps(cover: _Cover, local: Local, name: Name) -> Iterator[_Cover]:
    yield from _strange(cover, local)
    if cover.at == 0:
        yield from _titles(cover, local)
    yield from _like(cover, local, name)
    for part in name.parts:
        rest = local.letters[cover.at :]
        if rest[0] in part.initials:
            yield replace(cover, at=cover.at + 1, other=cover.other | {part.word})
        for short in _beginnings(cover.at, local, part.word):
            if rest.startswith(short):
                yield replace(cover, at=cover.at + len(short), other=cover.other | {part.word})
        for form in part.called:
            if rest.startswith(form) and (len(form) > 1 or _is_word(cover.at, local)):
                yield replace(cover, at=cover.at + len(form), whole=cover.whole | {part.word})


def _beginnings(at: int, local: Local, word: str) -> Iterator[str]:
    """`mo` of mohammed, `chris` of christina: only where a word of the address begins or ends with it."""
    for length in range(2, len(word)):
        if at in local.edges or at + length in local.edges:
            yield word[:length]


def _titles(cover: _Cover, local: Local) -> Iterator[_Cover]:
    for title in _LEADING:
        if local.letters.startswith(title):
            yield replace(cover, at=len(title), titled=title not in ("fnu", "lnu"))


def _strange(cover: _Cover, local: Local) -> Iterator[_Cover]:
    """A letter that is no initial we know: two of them by themselves, or one between names."""
    most = STRANGE_LETTERS if _is_word(cover.at, local) else 1
    if cover.strange < most and (cover.whole or cover.other):
        yield replace(cover, at=cover.at + 1, strange=cover.strange + 1)


def _is_word(at: int, local: Local) -> bool:
    return at in local.edges and at + 1 in local.edges


def _like(cover: _Cover, local: Local, name: Name) -> Iterator[_Cover]:
    """One word of the address, or two that stand together, with the consonants of a part: mohammed, muhammad."""
    if cover.at not in local.edges:
        return
    for edge in [edge for edge in local.edges if edge > cover.at][:2]:
        heard = bones(local.letters[cover.at : edge])
        for part in name.parts:
            if len(heard) >= _SHORTEST_BONES and heard == bones(part.word):
                yield replace(cover, at=edge, other=cover.other | {part.word})


def _found_in(local: Local, name: Name) -> Iterator[str]:
    """The telling parts that are a word of the address, or begin or end one."""
    for part in name.telling:
        for word in local.words:
            long = [form for form in part.forms if len(form) >= _SHORTEST_IN_PART]
            heard = bones(word)
            if (
                word in part.forms
                or word in part.nicknames
                or any(word.startswith(form) or word.endswith(form) for form in long)
                or (len(heard) >= _SHORTEST_BONES and heard == bones(part.word))
            ):
                yield part.word
