"""The labelled set: the same for the same seed, its halves apart, its limits held."""

from __future__ import annotations

from carepost.bench.accounts.run import run
from carepost.bench.accounts.vocabulary import Half, origins, shared_words


def test_the_halves_share_no_word() -> None:
    for tuning, held_out in zip(origins(Half.TUNING), origins(Half.HELD_OUT), strict=True):
        assert not set(tuning.given) & set(held_out.given)
        assert not set(tuning.family) & set(held_out.family)
    for kind, words in shared_words(Half.TUNING).items():
        assert not set(words) & set(shared_words(Half.HELD_OUT)[kind])


def test_a_small_set_holds_the_limits_and_is_the_same_again() -> None:
    first, again = (run(half=Half.HELD_OUT, seed=7, people=40, mailboxes=20).as_json() for _ in "ab")

    assert first["most_people_refused_percent"] == 0
    assert first["shared_accepted_percent"] < 2
    assert first["people"] == again["people"]
    assert first["shared"] == again["shared"]
