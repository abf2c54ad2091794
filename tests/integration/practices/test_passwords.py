"""A password that will do, and the words for one that will not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings

from carepost.actions.people.passwords import import_breached
from carepost.domain.identity.models import Person
from tests.cast import Cast

GOOD = "teapot violin gravel sunday"


@pytest.fixture
def alice(cast: Cast) -> Person:
    return Person.objects.get(id=cast.alice.person_id)


def refusal(password: str, person: Person | None) -> str:
    with pytest.raises(ValidationError) as found:
        validate_password(password, person)
    return " ".join(found.value.messages)


@pytest.mark.parametrize("password", [GOOD, "wooden-kettle-and-9-geese", "Ich esse gern Apfelkuchen"])
def test_unrelated_words_do(alice: Person, password: str) -> None:
    assert validate_password(password, alice) is None


def test_a_short_one_does_not(alice: Person) -> None:
    assert "15 characters" in refusal("kR9!xq2Lw#", alice)


@pytest.mark.parametrize("password", ["riversidesurgery", "RiversideSurgeryY90001", "BartonRiverside1"])
def test_names_of_the_practice_and_the_person_do_not(alice: Person, password: str) -> None:
    assert "such as: teapot" in refusal(password, alice)


@pytest.mark.parametrize("password", ["passwordpassword", "aaaaaaaaaaaaaaaa", "qwertyuiopqwertyuiop"])
def test_what_everybody_tries_first_does_not(password: str) -> None:
    assert "too easy to guess" in refusal(password, None)


def test_the_list_of_common_passwords_is_in_force_without_any_import(alice: Person) -> None:
    assert "too common" in refusal("1q2w3e4r5t6y7u8i9o0p", alice)


def test_a_stolen_one_does_not(alice: Person, tmp_path: Path) -> None:
    published = tmp_path / "list.txt"
    published.write_text(hashlib.sha1(GOOD.encode()).hexdigest().upper() + ":12\n")
    with override_settings(CAREPOST_BREACHED_PASSWORDS=tmp_path / "stolen.bin"):
        assert import_breached(file=published) == 1

        assert "stolen" in refusal(GOOD, alice)
