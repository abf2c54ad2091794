"""Whatever is typed, an answer comes; and what does not matter does not change it."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.bench.accounts.people import person
from carepost.bench.accounts.vocabulary import Half, origins
from carepost.engines.addresses import Outcome, classify
from carepost.ground.kernel import EmailAddress

LOCAL = st.from_regex(r"[a-z0-9]{1,12}([._'+-][a-z0-9]{1,12}){0,3}", fullmatch=True)
ANY = st.text(max_size=60)
PEOPLE = st.builds(
    lambda origin, random: person(origin, random),
    st.sampled_from(origins(Half.TUNING)),
    st.randoms(use_true_random=False),
)


@settings(deadline=None)  # the first one reads the dictionaries
@given(LOCAL, st.sampled_from(["nhs.net", "hill.example"]), ANY, ANY, ANY, ANY)
def test_any_text_is_answered_with_reasons(
    local: str, domain: str, name: str, practice: str, ods: str, clinical: str
) -> None:
    answer = classify(
        address=EmailAddress(local, domain),
        name=name,
        practice_name=practice,
        ods_code=ods,
        clinical_name=clinical,
    )

    assert answer.reasons
    assert all(reason.endswith(".") for reason in answer.reasons)


@given(LOCAL)
def test_nothing_is_plausible_without_a_name(local: str) -> None:
    assert classify(address=EmailAddress(local, "nhs.net")).outcome is not Outcome.PLAUSIBLE


@given(
    st.sampled_from(["wei.zhang", "zhangw", "w.x.zhang", "xiao.wei", "hall.ward", "zhang.team", "reception"]),
    st.lists(
        st.sampled_from(["Zhang", "Wei", "Xiao", "Hall", "Ward", "Reception", "Team"]),
        unique=True,
        max_size=4,
    ),
)
def test_the_order_of_the_names_does_not_matter(local: str, parts: list[str]) -> None:
    address = EmailAddress(local, "hill.example")
    outcomes = {classify(address=address, name=" ".join(order)).outcome for order in permutations(parts)}

    assert len(outcomes) == 1


@settings(max_examples=300)
@given(PEOPLE, st.integers(0, 99_999))
def test_a_number_after_the_name_refuses_nobody(applicant: object, number: int) -> None:
    local, _, domain = applicant.address.partition("@")
    with_number = EmailAddress(f"{local}{number}", domain)

    if classify(address=EmailAddress(local, domain), name=applicant.name).outcome is Outcome.PLAUSIBLE:
        assert classify(address=with_number, name=applicant.name).outcome is not Outcome.GENERIC


@pytest.mark.parametrize(
    "name", ["a a a a a a a a", "ab aba abab ababa ababab abababa aa bb aab bba", "\0\u202e", "ß" * 300]
)
def test_names_made_to_take_long_take_no_time(name: str) -> None:
    assert classify(address=EmailAddress("ab" * 32, "nhs.net"), name=name).outcome is not Outcome.GENERIC
