"""The practice's own pages can be told apart."""

from __future__ import annotations

from carepost.doors.web.presenting.practice import DOORS


def test_no_two_pages_of_the_practice_have_one_name() -> None:
    names = [door.label for door in DOORS]

    assert len(names) > 5
    assert len(set(names)) == len(names)
