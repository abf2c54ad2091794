from __future__ import annotations

import pytest

from carepost.ground.kernel import PhoneNumber, Refused


@pytest.mark.parametrize("typed", ["07700 900123", "+44 7700 900123", "0044 7700900123", "(07700) 900-123"])
def test_a_number_is_the_same_however_it_is_typed(typed: str) -> None:
    assert PhoneNumber(typed) == "+447700900123"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("070 1234 5678", "070"),
        ("020 7946 0123", "text message"),
        ("0800 1111", "text message"),
        ("+1 202 555 0101", "not a United Kingdom"),
        ("07700", "not a United Kingdom"),
        ("", "not a United Kingdom"),
        ("my mobile", "not a United Kingdom"),
    ],
)
def test_what_cannot_be_somebodys_own_mobile_is_refused_with_the_reason(typed: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        PhoneNumber(typed)


def test_it_does_not_show_in_a_log() -> None:
    assert "900" not in repr(PhoneNumber("07700 900123"))


def test_it_is_shown_as_people_write_it() -> None:
    assert PhoneNumber("+447911123456").shown == "07911 123456"
