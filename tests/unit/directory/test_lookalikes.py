"""One slip of the finger, against the plain definition of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.directory.lookalikes import nearest, one_edit_apart

pytestmark = pytest.mark.hazard("HZ-05")

WORDS = st.text(alphabet="ab.", max_size=5)


def every_slip(word: str) -> set[str]:
    """All that one added, missing, changed or swapped letter makes of a word."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return (
        {a + b[1:] for a, b in cuts if b}
        | {a + letter + b for a, b in cuts for letter in "ab."}
        | {a + letter + b[1:] for a, b in cuts if b for letter in "ab."}
        | {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    ) - {word}


@given(WORDS, WORDS)
def test_one_edit_apart_is_what_one_slip_can_make(one: str, other: str) -> None:
    assert one_edit_apart(one, other) == (other in every_slip(one))


def test_short_domains_are_not_compared_because_all_of_them_are_alike() -> None:
    assert nearest("a.co", {"b.co": "B"}) == ""
