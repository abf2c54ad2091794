from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.ground.kernel import NhsNumber, Refused

MADE_UP = "9990000018"


def check_digit(nine: str) -> int:
    """Modulus 11 by hand, from the NHS data dictionary, to hold the library we use against."""
    remainder = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return (11 - remainder) % 11


made_up_nine = st.integers(0, 999_999).map(lambda number: f"999{number:06d}")


@pytest.mark.parametrize("typed", ["9990000018", "999 000 0018", "999-000-0018", " 999\u00a0000\u20110018\n"])
def test_number_is_the_same_however_it_is_spaced(typed: str) -> None:
    number = NhsNumber(typed)

    assert number == MADE_UP
    assert number.spaced == "999 000 0018"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "nothing was typed"),
        ("999000001", "this has 9"),
        ("99900000189", "this has 11"),
        ("999000001X", "something else"),
        ("٩٩٩٠٠٠٠٠١٨", "something else"),
        ("９９９００００018", "something else"),
        ("9990000019", "mistyped"),
        ("0000000000", "nobody's"),
        ("4444444444", "nobody's"),
    ],
)
@pytest.mark.hazard("HZ-01")
def test_wrong_number_is_refused_with_what_is_wrong(typed: str, told: str) -> None:
    with pytest.raises(Refused) as refusal:
        NhsNumber(typed)

    assert told in refusal.value.reason
    assert typed not in refusal.value.reason or not typed


@given(made_up_nine, st.integers(0, 9))
@pytest.mark.hazard("HZ-01")
def test_only_the_right_last_digit_is_accepted(nine: str, last: int) -> None:
    typed = f"{nine}{last}"

    if last == check_digit(nine) and len(set(typed)) > 1:
        assert NhsNumber(typed) == typed
    else:
        with pytest.raises(Refused):
            NhsNumber(typed)


@given(made_up_nine, st.integers(0, 9), st.integers(0, 9))
@pytest.mark.hazard("HZ-01")
def test_one_mistyped_digit_never_makes_another_patient(nine: str, place: int, digit: int) -> None:
    right = f"{nine}{check_digit(nine)}"
    wrong = right[:place] + str(digit) + right[place + 1 :]

    if wrong != right:
        with pytest.raises(Refused):
            NhsNumber(wrong)


@given(st.text())
def test_whatever_is_typed_is_a_number_or_refused(typed: str) -> None:
    try:
        number = NhsNumber(typed)
    except Refused:
        return
    assert len(number) == 10
    assert number.isascii()


def test_number_does_not_show_itself_in_logs() -> None:
    assert MADE_UP not in repr(NhsNumber(MADE_UP))
    assert MADE_UP not in repr([NhsNumber(MADE_UP)])


def test_number_survives_being_stored() -> None:
    assert pickle.loads(pickle.dumps(NhsNumber(MADE_UP))) == MADE_UP
