"""A letter cut into pieces: nothing lost, nothing twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.ground.mailkit import pieces
from carepost.ground.mailkit.pieces import By, cut

LETTER = "Dear all,\n\nJane Smith needs a blood test.\n  Soon.\n \nTunde Adeyemi was discharged.\n\nRuth"
EARLIER = "\n\nOn 2 March 2026 Riverside wrote:\n> How are they?\n> We wonder.\n"


def texts(text: str, by: By = By.PARAGRAPHS) -> list[str]:
    return [piece.text for piece in cut(text, by).pieces]


def test_each_paragraph_is_a_piece() -> None:
    assert texts(LETTER) == [
        "Dear all,",
        "Jane Smith needs a blood test.\n  Soon.",
        "Tunde Adeyemi was discharged.",
        "Ruth",
    ]


def test_it_can_be_cut_at_each_line() -> None:
    assert texts(LETTER, By.LINES)[1:3] == ["Jane Smith needs a blood test.", "  Soon."]


def test_one_paragraph_is_cut_at_its_lines() -> None:
    found = cut("Jane: bloods\r\nTunde: discharged\r\n")
    assert found.by is By.LINES
    assert [piece.text for piece in found.pieces] == ["Jane: bloods", "Tunde: discharged"]


@pytest.mark.hazard("HZ-01")
def test_the_earlier_message_is_one_piece_however_it_is_cut() -> None:
    for by in By:
        *new, earlier = cut(LETTER + EARLIER, by).pieces
        assert earlier.earlier
        assert earlier.text.startswith("On 2 March")
        assert earlier.text.endswith("> We wonder.")
        assert not any(piece.earlier for piece in new)


def test_chosen_pieces_are_joined_in_their_order() -> None:
    assert cut(LETTER).joined({3, 0}) == "Dear all,\n\nRuth"
    assert cut("a\nb\nc").joined({0, 2}) == "a\nc"
    assert cut(LETTER).joined(()) == ""


def test_an_empty_letter_has_no_pieces() -> None:
    assert cut("\n \n").pieces == ()


def test_what_is_beyond_the_last_box_is_one_last_piece() -> None:
    found = texts("\n\n".join(map(str, range(1000))))
    assert len(found) == pieces.MOST
    assert found[-1].split() == [str(number) for number in range(pieces.MOST - 1, 1000)]


@pytest.mark.hazard("HZ-01")
@given(st.text(alphabet="ab> \n\r", max_size=200), st.sampled_from(By))
def test_every_line_with_words_is_in_one_piece(text: str, by: By) -> None:
    found = cut(text, by)
    kept = "\n".join(piece.text for piece in found.pieces).split()
    assert kept == text.split()
    assert found.joined(set(range(len(found.pieces)))).split() == text.split()
