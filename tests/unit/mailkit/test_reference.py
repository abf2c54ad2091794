from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.ground.mailkit import reference
from carepost.ground.mailkit.tokens import TokenKey

KEY = TokenKey(b"k" * 32)

loosely = st.sampled_from(
    [
        str.lower,
        lambda text: text.replace("-", " "),
        lambda text: text.replace("-", ""),
        lambda text: text.replace("-", " \u2013 "),
        lambda text: text.replace("0", "o").replace("1", "l"),
        lambda text: text.replace("1", "I"),
        lambda text: f"RE: [EXTERNAL] ({text}) his results",
    ]
)


@given(st.uuids(), loosely, loosely)
def test_a_reference_is_found_however_people_type_it(conversation, one, other) -> None:
    made = reference.make(KEY, 1, conversation)
    assert reference.found_in(one(other(made))) == (made,)


@given(st.text())
def test_any_subject_at_all_can_be_looked_through(subject: str) -> None:
    assert all(len(found) == 14 for found in reference.found_in(subject))


@pytest.mark.parametrize(
    "subject", ["", "Re: CPR training", "CP-12345", "CP-ABCDE-FGHIJK", "XCP-7K3M2-QX9RD"]
)
def test_an_ordinary_subject_has_no_reference(subject: str) -> None:
    assert reference.found_in(subject) == ()


@pytest.mark.hazard("HZ-01")
def test_a_reference_stays_the_same_and_tells_practices_and_conversations_apart() -> None:
    one, two = uuid.UUID(int=1), uuid.UUID(int=2)
    made = reference.make(KEY, 1, one)
    others = {
        reference.make(KEY, 2, one),
        reference.make(KEY, 1, two),
        reference.make(TokenKey(b"x" * 32), 1, one),
    }
    assert made == reference.make(KEY, 1, one)
    assert made not in others
    assert len(others) == 3


@pytest.mark.hazard("HZ-01")
def test_two_references_in_one_subject_are_both_found() -> None:
    first, second = (reference.make(KEY, 1, uuid.UUID(int=number)) for number in (1, 2))
    assert reference.found_in(f"{first}, {second} and {first}") == (first, second)
