from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.ground.mailkit import quoting

OUTLOOK = (
    "From: Alice <alice@practice.test>\nSent: 02 March 2026 09:30\nTo: Clinic\nSubject: Knee\n\nOld words\n"
)
pieces = st.sampled_from(
    [
        *("New words\n", "\n", "> quoted\n", ">> twice\n", "> ", "-----Original Message-----\n", OUTLOOK),
        *("On Monday Alice wrote:\n", "On Monday,\n", "Alice wrote:\n", "________________________________\n"),
        *(
            "From: x\n",
            "Sent: y\n",
            "To: z\n",
            "Subject: s\n",
            "-- \n",
            "\r\n",
            "\r",
            "\x0b",
            "\u2028",
            "words",
        ),
    ]
)


@pytest.mark.hazard("HZ-01")
@given(st.lists(pieces).map("".join) | st.text())
def test_not_one_character_of_a_letter_is_dropped(text: str) -> None:
    new, earlier = quoting.split(text)
    assert new + earlier == text


@given(st.lists(pieces).map("".join))
def test_there_is_always_something_to_read_if_something_was_written(text: str) -> None:
    assert bool(quoting.split(text)[0].strip()) == bool(text.strip())


@pytest.mark.parametrize(
    "earlier",
    [
        "On Mon, 2 Mar 2026 at 09:30, Alice <alice@practice.test> wrote:\n> Old words\n>\n> Alice\n",
        "On Mon, 2 Mar 2026 at 09:30, Alice Example\n<alice@practice.test>\nwrote:\n\n> Old words\n",
        "On 2 March Alice wrote:\nOld words, not marked\n",
        "> Old words\n> more\n\n",
        OUTLOOK,
        "________________________________\n" + OUTLOOK,
        "*From:* Alice\n*Date:* Monday\n*Subject:* Knee\n\nOld words\n",
        "-----Original Message-----\nFrom: Alice\nOld words\n",
        "On 2 March Alice wrote:\n> > On 1 March Bob wrote:\n> > Older\n> Old\n",
    ],
)
def test_the_earlier_message_is_folded_away(earlier: str) -> None:
    new = "He is booked for Tuesday.\n\nHeart Clinic\n\n"
    assert quoting.split(new + earlier) == (new, earlier)


@pytest.mark.hazard("HZ-01")
def test_answers_written_between_the_lines_stay_with_their_questions() -> None:
    between = "See below.\nOn 2 March Alice wrote:\n> Which dose?\n5 mg\n> How often?\nTwice a day\n"
    assert quoting.split(between) == (between, "")
    tail = "> Thanks\n> Alice\n"
    assert quoting.split(between + tail) == (between, tail)


def test_an_answer_below_the_question_is_not_folded() -> None:
    below = "On 2 March Alice wrote:\n> Which dose?\n\n5 mg\n"
    assert quoting.split(below) == (below, "")


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(
    "text",
    [
        "On Monday he felt better.\nFrom: the ward, To: home.\n",
        "Dates\nFrom: 1 May\nUntil: 5 May\n",
        "---------- Forwarded message ---------\nPlease see.\n",
        OUTLOOK,
        "> only quoted\n",
        "",
    ],
)
def test_words_that_only_look_like_an_earlier_message_stay(text: str) -> None:
    assert quoting.split(text) == (text, "")


@pytest.mark.slow
def test_a_million_lines_are_split_at_once() -> None:
    for line in ("On \n", "From: x\n", "> x\n", "\n", "-----\n"):
        text = "x\n" + line * 100_000
        assert "".join(quoting.split(text)) == text
