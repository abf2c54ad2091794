"""The set itself: named, made anew from a seed, and each kind its own."""

from __future__ import annotations

from tests.malformed.kinds import FAMILIES, KINDS, made
from tests.malformed.oracle import digest

CHEAP = [kind for name, kind in KINDS.items() if not name.startswith(("bombs", "sizes", "hangs"))]


def test_there_are_hundreds_of_kinds_in_every_family() -> None:
    assert len(KINDS) >= 700
    families = {name.partition("/")[0] for name in KINDS}
    assert families == {module.__name__.rpartition(".")[2].replace("_", " ") for module in FAMILIES}


def test_every_kind_says_what_it_is() -> None:
    assert [kind.name for kind in KINDS.values() if not kind.title or kind.title == "None"] == []


def test_a_seed_makes_the_same_mail_again_and_no_two_kinds_are_the_same() -> None:
    first = {kind.name: digest(made(kind, 7)) for kind in CHEAP}
    again = {kind.name: digest(made(kind, 7)) for kind in CHEAP}
    assert first == again
    assert len(set(first.values())) == len(first)


def test_another_seed_makes_other_mail() -> None:
    letters = [kind for kind in CHEAP if kind.name.startswith("markup")]
    assert all(made(kind, 1) != made(kind, 2) for kind in letters)
